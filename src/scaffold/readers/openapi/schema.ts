import { isObject } from '../../../text/json.ts';
import type { JsonSchema } from '../../api-model.ts';
import { flagAt, listAt, membersOf, section, textsAt, wrongType } from './fields.ts';
import type { Node } from './node.ts';
import { decode } from './reference.ts';
import { namedSchemas } from './named-schemas.ts';
import { isCircular, noteVersion, quote, resolve, type Reading } from './reading.ts';
import { readDiscriminator } from './schema-discriminator.ts';
import type { Draft, KeywordReader } from './schema-draft.ts';
import { readLimits } from './schema-limits.ts';
import { allowNull } from './schema-nullable.ts';
import { simpleKeywords } from './schema-simple.ts';
import { readType } from './schema-type.ts';
import { checkValues, readEnum } from './schema-values.ts';

/** Keywords of JSON Schema that the model does not carry: what they forbid is not checked. */
const unsupported = [
  'if',
  'then',
  'else',
  'contains',
  'minContains',
  'maxContains',
  'propertyNames',
  'dependentSchemas',
  'dependentRequired',
  'dependencies',
  'unevaluatedItems',
  'unevaluatedProperties',
  '$dynamicRef',
];

const keywords: ReadonlyMap<string, KeywordReader> = new Map([
  ...simpleKeywords,
  ['type', readType],
  ['enum', readEnum],
  ['exclusiveMinimum', readLimits],
  ['exclusiveMaximum', readLimits],
  ['discriminator', readDiscriminator],
  ['required', readRequired],
  ['properties', schemasByName('properties')],
  ['patternProperties', schemasByName('patternProperties')],
  ['allOf', schemaList('allOf')],
  ['anyOf', schemaList('anyOf')],
  ['oneOf', schemaList('oneOf')],
  ['prefixItems', schemaList('prefixItems')],
  ['not', (draft, node, reading) => setSchema(draft, 'not', node, reading)],
  ['items', readItems],
  ['additionalProperties', readAdditionalProperties],
  ['contentMediaType', readContentKind],
  ['contentEncoding', readContentKind],
  ...unsupported.map((key) => [key, noteUnsupported(key)] as const),
]);

/** Keywords of a parameter or header that mean something else there than in a schema. */
const ofParameter: ReadonlySet<string> = new Set([
  'description',
  'required',
  'example',
  'examples',
  'deprecated',
  'title',
]);

/**
 * Reads a schema of any dialect as JSON Schema 2020-12. What cannot be one allows any value.
 * Diagnostics: `scaffold/*` for each repair.
 */
export function readSchema(reading: Reading, node: Node): JsonSchema {
  if (typeof node.value === 'boolean') return node.value;
  if (!isObject(node.value)) {
    reading.findings.add(
      'scaffold/not-a-schema',
      node,
      `A schema should stand here, not ${quote(node.value)}; any value is allowed.`,
    );
    return true;
  }
  return node.reference === undefined ? readKeywords(reading, node, noKeywords) : readReference(reading, node);
}

/** The schema that a parameter or header of Swagger 2.0 spells out among its own members. */
export function readInlineSchema(reading: Reading, node: Node): JsonSchema {
  return readKeywords(reading, node, ofParameter);
}

const noKeywords: ReadonlySet<string> = new Set();

function readKeywords(reading: Reading, node: Node, without: ReadonlySet<string>): JsonSchema {
  let draft: Draft = {};
  // Read from an object, as every caller has checked.
  for (const key of Object.keys(node.value as object)) if (!without.has(key)) keywords.get(key)?.(draft, node, reading);
  if (isNullable(reading, node)) draft = allowNull(draft);
  checkValues(draft, node, reading);
  return draft;
}

function isNullable(reading: Reading, node: Node): boolean {
  const flag = flagAt(reading, node, 'nullable');
  if (flag === true && reading.dialect !== 'openapi-3.0')
    noteVersion(reading, node.child('nullable') ?? node, '"nullable"', '3.0');
  return flag ?? flagAt(reading, node, 'x-nullable') ?? false;
}

function readReference(reading: Reading, node: Node): JsonSchema {
  // References that go round in a circle say nothing about the value.
  if (isCircular(reading, node)) return true;
  const target = resolve(reading, node, () => namedAlike(reading, node));
  if (target === undefined) return true;
  const draft: Draft = {};
  reading.schemas.refer(target, (reference) => void (draft.$ref = reference));
  const siblings = Object.keys(node.value as object).filter((key) => keywords.has(key) || key === 'nullable'); // has $ref
  if (siblings.length === 0) return draft;
  if (reading.dialect === 'openapi-3.1') {
    const beside = readKeywords(reading, node, noKeywords);
    return typeof beside === 'object' ? Object.assign(draft, beside) : draft;
  }
  const nullable = isNullable(reading, node);
  const ignored = siblings.filter((key) => key !== 'nullable');
  if (ignored.length > 0)
    reading.findings.add(
      'scaffold/ref-sibling',
      node,
      `Before 3.1 nothing counts beside "$ref"; ${ignored.map((key) => `"${key}"`).join(', ')} ${ignored.length === 1 ? 'is' : 'are'} left out.`,
    );
  return nullable ? allowNull(draft) : draft;
}

/** The named schema that a broken reference means: it has the last name of the reference. */
function namedAlike(reading: Reading, node: Node): Node | undefined {
  const name = decode(node.reference?.split(/[/#]/u).at(-1) ?? '');
  return name === ''
    ? undefined
    : namedSchemas(reading.documents, reading.documents.root.root).find(([key]) => key === name)?.[1];
}

function schemasByName(key: 'properties' | 'patternProperties'): KeywordReader {
  return (draft, node, reading) => {
    const child = section(reading, node, key);
    if (child === undefined) return;
    if (!isObject(child.value)) return wrongType(reading, child, key, 'an object');
    const schemas: Record<string, JsonSchema> = {};
    const required: string[] = [];
    for (const [name, member] of membersOf(reading, child)) {
      schemas[name] = readSchema(reading, member);
      if (member.child('required')?.value === true) required.push(name);
    }
    draft[key] = schemas;
    if (key === 'properties' && required.length > 0)
      draft.required = [...new Set([...(draft.required ?? []), ...required])];
  };
}

function schemaList(key: 'allOf' | 'anyOf' | 'oneOf' | 'prefixItems'): KeywordReader {
  return (draft, node, reading) => {
    const schemas = listAt(reading, node, key).map((item) => readSchema(reading, item));
    if (schemas.length > 0) draft[key] = schemas;
  };
}

function setSchema(draft: Draft, key: 'not' | 'items' | 'additionalProperties', node: Node, reading: Reading): void {
  const child = node.child(key);
  if (child !== undefined) draft[key] = readSchema(reading, child);
}

/** A list of schemas was, before 2020-12, one schema for each place. */
function readItems(draft: Draft, node: Node, reading: Reading): void {
  const child = node.child('items');
  if (!Array.isArray(child?.value)) return setSchema(draft, 'items', node, reading);
  const schemas = child.items.map((item) => readSchema(reading, item));
  if (schemas.length > 0) draft.prefixItems = schemas;
  if (node.child('additionalItems')?.value === false) draft.items = false;
}

function readAdditionalProperties(draft: Draft, node: Node, reading: Reading): void {
  const child = node.child('additionalProperties');
  if (typeof child?.value !== 'string') return setSchema(draft, 'additionalProperties', node, reading);
  const flag = flagAt(reading, node, 'additionalProperties');
  if (flag !== undefined) draft.additionalProperties = flag;
}

/** A list of names, or on a property the word `true` of older drafts, which its parent takes up. */
function readRequired(draft: Draft, node: Node, reading: Reading): void {
  const child = node.child('required');
  if (typeof child?.value === 'boolean') {
    const outcome = child.value ? 'it makes a property required' : 'it says nothing';
    reading.findings.add(
      'scaffold/wrong-type',
      child,
      `"required" should be a list of names, not ${child.value}; ${outcome}.`,
    );
    return;
  }
  const names = textsAt(reading, node, 'required').filter((name) => name !== '__proto__');
  if (names.length > 0) draft.required = [...new Set([...(draft.required ?? []), ...names])];
}

/** 3.1 says with content keywords what earlier versions say with formats. */
function readContentKind(draft: Draft, node: Node): void {
  const encoding = node.child('contentEncoding')?.value;
  if (encoding === 'base64' || encoding === 'base64url') draft.format ??= 'byte';
  else if (node.child('contentMediaType')?.value === 'application/octet-stream') draft.format ??= 'binary';
}

function noteUnsupported(key: string): KeywordReader {
  return (_, node, reading) => {
    reading.findings.add(
      'scaffold/unchecked-keyword',
      node.child(key) ?? node,
      `Keyword "${key}" is not checked in what is generated.`,
      { on: 'key' },
    );
  };
}
