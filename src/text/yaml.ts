import { constructFromEvents, CORE_SCHEMA, EVENT_ID, mergeTag, parseEvents, YAMLException } from 'js-yaml';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnosticTable } from '../diagnostics/table.ts';
import { broken, locateWith, spanOf, type Source } from './source.ts';
import { wantedTree } from './wanted.ts';
import { findAliasFault } from './yaml-aliases.ts';
import { indentBrackets } from './yaml-indent.ts';
import { YamlMarks, type YamlEvent } from './yaml-marks.ts';
import { findYamlPlaces, listYamlKeys } from './yaml-places.ts';

const maxDepth = 200;
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);
const schema = CORE_SCHEMA.withTags(mergeTag);

/** Reads YAML 1.2 with merge keys. Values come first; places are looked for when something is to be reported. */
export function readYaml(file: string, given: string): Source {
  let text = given;
  let marks: YamlMarks;
  let value: unknown;
  let hasFaultyKeys: boolean;
  try {
    const parsed = parse(given);
    const { events } = parsed;
    text = parsed.text;
    const [second] = events.filter((event) => event.type === EVENT_ID.DOCUMENT).slice(1);
    if (second !== undefined)
      return broken(
        file,
        text,
        'text/not-yaml',
        'The file holds several documents.',
        Math.max(0, text.indexOf('\n---')),
      );
    const fault = text.includes('*') ? findAliasFault(text, events) : undefined;
    if (fault !== undefined) return broken(file, text, 'text/alias-bomb', fault.message, fault.at);
    ({ value, hasFaultyKeys } = construct(text, events));
    marks = new YamlMarks(events);
  } catch (error) {
    return refuse(file, given, error);
  }
  return {
    file,
    text,
    value,
    diagnostics: hasFaultyKeys ? checkKeys(file, text, marks) : [],
    locate: locateWith(file, text, (pointers) => findYamlPlaces(text, marks, wantedTree(pointers))),
  };
}

/** Each place with brackets that are indented too little costs one more reading: so many characters in all. */
const mostReadAgain = 20_000_000;

function parse(given: string): { readonly text: string; readonly events: YamlEvent[] } {
  let text = given;
  let first: unknown;
  for (let count = 0; ; count++)
    try {
      return { text, events: parseEvents(text, { maxDepth }) };
    } catch (error) {
      first ??= error;
      const isIndent = error instanceof YAMLException && error.reason === 'deficient indentation';
      const indented =
        isIndent && count * text.length < mostReadAgain ? indentBrackets(text, error.mark?.position ?? 0) : undefined;
      if (indented === undefined || indented === text) throw first;
      text = indented;
    }
}

/** Of keys given twice the last counts, as in JSON. Whether there may be such keys is known without looking for them. */
function construct(text: string, events: YamlEvent[]): { readonly value: unknown; readonly hasFaultyKeys: boolean } {
  const options = { source: text, schema };
  try {
    const [value = null] = constructFromEvents(events, options);
    return { value, hasFaultyKeys: /__proto__|constructor|prototype/u.test(text) };
  } catch (error) {
    if (!(error instanceof YAMLException) || !error.reason.startsWith('duplicated')) throw error;
    const [value = null] = constructFromEvents(events, { ...options, json: true });
    return { value, hasFaultyKeys: true };
  }
}

function refuse(file: string, text: string, error: unknown): Source {
  const reason = error instanceof YAMLException ? error.reason : 'it is not well formed';
  const at = error instanceof YAMLException ? (error.mark?.position ?? 0) : 0;
  return reason.includes('maxDepth')
    ? broken(file, text, 'text/too-deep', 'Lists and objects are nested deeper than 200 levels.', at)
    : broken(file, text, 'text/not-yaml', `The text cannot be read as YAML here: ${reason}.`, at);
}

function checkKeys(file: string, text: string, marks: YamlMarks): readonly Diagnostic[] {
  const seen = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const { key, pointer, start, end } of listYamlKeys(text, marks)) {
    const report = (code: 'text/duplicate-key' | 'text/forbidden-key', message: string): void => {
      const { severity, fix } = diagnosticTable[code];
      diagnostics.push({
        code,
        severity,
        message,
        help: fix,
        at: spanOf({ file, pointer, text, range: { start, end } }),
        related: [],
      });
    };
    if (seen.has(pointer)) report('text/duplicate-key', `Key "${key}" is given twice in one object.`);
    if (forbidden.has(key)) report('text/forbidden-key', `Key "${key}" is not allowed.`);
    seen.add(pointer);
  }
  return diagnostics;
}
