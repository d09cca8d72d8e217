import { canonicalJson, isObject } from '../../../text/json.ts';
import { section, wrongType } from './fields.ts';
import type { Node } from './node.ts';
import { quote, type Reading } from './reading.ts';
import { type Draft, typesOf } from './schema-draft.ts';
import { allowNull } from './schema-nullable.ts';

/** `enum`: values of another type are converted where that loses nothing, otherwise left out; repeated ones go. */
export function readEnum(draft: Draft, node: Node, reading: Reading): void {
  const child = section(reading, node, 'enum');
  if (child === undefined) return;
  if (Array.isArray(child.value)) draft.enum = child.value as unknown[];
  else wrongType(reading, child, 'enum', 'a list');
}

/** Brings `enum` and `default` in line with `type`, once all keywords have been read. */
export function checkValues(draft: Draft, node: Node, reading: Reading): void {
  const types = typesOf(draft);
  if (draft.enum !== undefined) checkEnum(draft, draft.enum, node, reading);
  if (!('default' in draft) || types.length === 0) return;
  const value = fit(draft.default, types);
  if (value === draft.default) return;
  const outcome = value === undefined ? 'it is left out' : `it is read as ${quote(value)}`;
  reading.findings.add(
    'scaffold/wrong-default',
    node.child('default') ?? node,
    `Default ${quote(draft.default)} is not of type ${types.join(' or ')}; ${outcome}.`,
  );
  if (value === undefined) delete draft.default;
  else draft.default = value;
}

function checkEnum(draft: Draft, declared: readonly unknown[], node: Node, reading: Reading): void {
  if (declared.includes(null) && typesOf(draft).length > 0 && !typesOf(draft).includes('null')) {
    allowNull(draft);
    reading.findings.add(
      'scaffold/wrong-enum',
      node.child('enum') ?? node,
      'Null is listed, but the type does not allow it; null is allowed.',
    );
  }
  adoptTypeOfValues(draft, declared, node, reading);
  const types = typesOf(draft);
  const kept = new Map<string, unknown>();
  declared.forEach((value, index) => {
    const report = (message: string): void =>
      reading.findings.add('scaffold/wrong-enum', node.child('enum')?.child(index) ?? node, message);
    const fitting = types.length === 0 ? value : fit(value, types);
    if (fitting === undefined)
      return report(`Value ${quote(value)} is not of type ${types.join(' or ')}; it is left out.`);
    if (fitting !== value)
      report(`Value ${quote(value)} is not of type ${types.join(' or ')}; it is read as ${quote(fitting)}.`);
    const key = canonicalJson(fitting);
    if (kept.has(key)) report(`Value ${quote(value)} is listed twice.`);
    kept.set(key, fitting);
  });
  if (kept.size === 0) delete draft.enum;
  else draft.enum = [...kept.values()];
}

/** Values of one scalar type say more than a type that none of them has. */
function adoptTypeOfValues(draft: Draft, values: readonly unknown[], node: Node, reading: Reading): void {
  const types = typesOf(draft);
  const type = (['string', 'number', 'boolean'] as const).find((one) => values.every((value) => typeof value === one));
  if (type === undefined || types.length === 0 || values.some((value) => fit(value, types) !== undefined)) return;
  draft.type = type;
  reading.findings.add(
    'scaffold/wrong-enum',
    node.child('enum') ?? node,
    `No value listed is of type ${types.join(' or ')}; the type is read as "${type}".`,
  );
}

/** The value as one of the types, or `undefined` when it would have to be guessed. */
function fit(value: unknown, types: readonly string[]): unknown {
  if (types.some((type) => isOfType(value, type))) return value;
  if (types.includes('boolean') && (value === 'true' || value === 'false')) return value === 'true';
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  if (types.includes('integer') && Number.isSafeInteger(number)) return number;
  if (types.includes('number') && Number.isFinite(number)) return number;
  if (types.includes('string') && (typeof value === 'number' || typeof value === 'boolean')) return String(value);
  return undefined;
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'integer':
      return Number.isInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    default:
      return typeof value === type;
  }
}
