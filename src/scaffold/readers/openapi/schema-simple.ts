import type { JsonSchemaObject } from '../../api-model.ts';
import { flagAt, section, textAt, wrongType } from './fields.ts';
import type { Node } from './node.ts';
import { quote, type Reading } from './reading.ts';
import type { Draft, KeywordReader } from './schema-draft.ts';

type KeyOf<Value> = {
  [Key in keyof JsonSchemaObject]-?: JsonSchemaObject[Key] extends Value | undefined ? Key : never;
}[keyof JsonSchemaObject];

/** Keywords that are one text, flag or number. */
export const simpleKeywords: readonly (readonly [string, KeywordReader])[] = [
  ...(['title', 'description', 'format'] as const).map(textKeyword),
  ...(['deprecated', 'readOnly', 'writeOnly', 'uniqueItems'] as const).map(flagKeyword),
  ...(['minimum', 'maximum', 'multipleOf'] as const).map((key) => numberKeyword(key)),
  ...(['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'] as const).map((key) =>
    numberKeyword(key, true),
  ),
  ['pattern', readPattern],
  ['const', (draft, node) => void (draft.const = node.child('const')?.value)],
  ['default', (draft, node) => void (draft.default = node.child('default')?.value)],
  ['example', (draft, node) => void (draft.examples ??= [node.child('example')?.value])],
  ['examples', readExamples],
];

function textKeyword(key: KeyOf<string>): readonly [string, KeywordReader] {
  return [
    key,
    (draft, node, reading) => {
      const text = textAt(reading, node, key);
      if (text !== undefined) draft[key] = text;
    },
  ];
}

function flagKeyword(key: KeyOf<boolean>): readonly [string, KeywordReader] {
  return [
    key,
    (draft, node, reading) => {
      const flag = flagAt(reading, node, key);
      if (flag !== undefined) draft[key] = flag;
    },
  ];
}

function numberKeyword(key: KeyOf<number>, isCount = false): readonly [string, KeywordReader] {
  return [
    key,
    (draft, node, reading) => {
      const child = node.child(key);
      if (child === undefined) return;
      const { value } = child;
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      const fits =
        typeof number === 'number' &&
        Number.isFinite(number) &&
        (!isCount || (Number.isInteger(number) && number >= 0));
      if (!fits || (key === 'multipleOf' && number <= 0))
        return wrongType(reading, child, key, isCount ? 'a count' : 'a number');
      draft[key] = number;
      if (number === value) return;
      reading.findings.add(
        'scaffold/wrong-type',
        child,
        `"${key}" is the text ${quote(value)}; it is read as ${number}.`,
      );
    },
  ];
}

const patternLimit = 10_000;

/** A pattern is compiled to see whether it is one; it is never run here. */
function readPattern(draft: Draft, node: Node, reading: Reading): void {
  const pattern = textAt(reading, node, 'pattern');
  if (pattern === undefined) return;
  const problem = pattern.length > patternLimit ? 'it is longer than 10,000 characters' : faultOf(pattern);
  if (problem === undefined) draft.pattern = pattern;
  else
    reading.findings.add(
      'scaffold/invalid-pattern',
      node.child('pattern') ?? node,
      `Pattern ${quote(pattern)} is no JavaScript regular expression (${problem}); it is left out.`,
    );
}

function faultOf(pattern: string): string | undefined {
  try {
    void new RegExp(pattern);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    return message
      .slice(message.lastIndexOf(':') + 1)
      .trim()
      .toLowerCase();
  }
}

/** A list since 3.1; before, documents borrow the named examples of media types. */
function readExamples(draft: Draft, node: Node, reading: Reading): void {
  const child = section(reading, node, 'examples');
  if (child === undefined) return;
  if (Array.isArray(child.value)) draft.examples = child.value as unknown[];
  else wrongType(reading, child, 'examples', 'a list');
}
