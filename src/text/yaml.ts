import { isMap, isPair, isScalar, isSeq, parseDocument, type Node } from 'yaml';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnosticTable } from '../diagnostics/table.ts';
import type { JsonPlaces } from './json-scan.ts';
import { joinPointer } from './pointer.ts';
import { broken, spanOf, toDiagnostic, type Source } from './source.ts';

const depthLimit = 200;
/** Aliases of aliases that one document may resolve. */
const aliasLimit = 100;
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

export function readYaml(file: string, text: string): Source {
  if (isTooDeep(text))
    return broken(file, text, 'text/too-deep', 'Lists and objects are nested deeper than 200 levels.');
  const document = parseDocument(text, { version: '1.2', uniqueKeys: true, prettyErrors: false });
  const diagnostics = document.errors.map((error): Diagnostic => {
    const code = error.code === 'DUPLICATE_KEY' ? 'text/duplicate-key' : 'text/not-yaml';
    const at = spanOf({ file, pointer: '', text, range: { start: error.pos[0], end: error.pos[1] } });
    return {
      code,
      severity: 'error',
      message: sentence(error.message),
      help: diagnosticTable[code].fix,
      at,
      related: [],
    };
  });
  const unreadable = document.errors.some((error) => error.code !== 'DUPLICATE_KEY');
  const places: JsonPlaces = { values: new Map(), keys: new Map() };
  if (!unreadable) collect(document.contents, '', places, 0);
  for (const [pointer, range] of places.keys) {
    const key = pointer.slice(pointer.lastIndexOf('/') + 1);
    if (!forbidden.has(key)) continue;
    const at = spanOf({ file, pointer, text, range });
    diagnostics.push({
      code: 'text/forbidden-key',
      severity: 'error',
      message: `Key "${key}" is not allowed.`,
      help: diagnosticTable['text/forbidden-key'].fix,
      at,
      related: [],
    });
  }
  let value: unknown;
  try {
    value = unreadable ? undefined : (document.toJS({ maxAliasCount: aliasLimit }) as unknown);
  } catch {
    return broken(
      file,
      text,
      'text/alias-bomb',
      'Aliases repeat other aliases too often.',
      Math.max(0, text.indexOf('*')),
    );
  }
  return {
    file,
    text,
    value,
    diagnostics,
    locate: (findings) => Promise.resolve(findings.map((finding) => toDiagnostic(finding, file, text, places))),
  };
}

function collect(node: Node | null, pointer: string, places: JsonPlaces, depth: number): void {
  if (node === null || depth > depthLimit) return;
  if (node.range) places.values.set(pointer, { start: node.range[0], end: node.range[1] });
  if (isSeq(node))
    node.items.forEach((item, index) => collect(item as Node | null, joinPointer(pointer, index), places, depth + 1)); // parsed lists hold nodes
  if (!isMap(node)) return;
  for (const pair of node.items) {
    if (!isPair(pair) || !isScalar(pair.key)) continue;
    const below = joinPointer(pointer, String(pair.key.value));
    if (pair.key.range) places.keys.set(below, { start: pair.key.range[0], end: pair.key.range[1] });
    collect(pair.value as Node | null, below, places, depth + 1); // parsed maps hold nodes
  }
}

/** Brackets that stay open, or indentation, beyond any sensible document; checked before the parser recurses. */
function isTooDeep(text: string): boolean {
  let open = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/gu)) {
    open = bracket === '[' || bracket === '{' ? open + 1 : Math.max(0, open - 1);
    if (open > depthLimit) return true;
  }
  return /^(?:- ){200}/mu.test(text) || /^ {2000}/mu.test(text);
}

function sentence(message: string): string {
  const [first = message] = message.split('\n');
  return first.endsWith('.') ? first : `${first.replace(/:$/u, '')}.`;
}
