import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { ChangeCode, Severity } from '../../../src/scaffold/compare/change.ts';
import { valueAt } from '../../../src/text/pointer.ts';

const text = readFileSync('fixtures/scaffold/compare/shop.yaml', 'utf8');

/** An edit of a description, and all that the comparison has to say of it. */
export interface Planted {
  readonly name: string;
  readonly edit: (document: Doc) => void;
  readonly expected: readonly (readonly [code: ChangeCode, severity: Severity, words: string])[];
}

/** A description that is edited by JSON pointer. */
export class Doc {
  readonly value: unknown = parse(text);

  at<Value = Record<string, unknown>>(pointer: string): Value {
    const value = valueAt(this.value, pointer);
    if (value === undefined) throw new Error(`Nothing at ${pointer}`);
    return value as Value;
  }

  set(pointer: string, value: unknown): void {
    const [, parent = '', key = ''] = /^(.*)\/([^/]*)$/u.exec(pointer) ?? [];
    this.at(parent)[key.replaceAll('~1', '/')] = value;
  }

  remove(pointer: string): void {
    const [, parent = '', key = ''] = /^(.*)\/([^/]*)$/u.exec(pointer) ?? [];
    const holder = this.at<Record<string, unknown> | unknown[]>(parent);
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key.replaceAll('~1', '/')];
  }
}

export const list = '/paths/~1orders/get';
export const create = '/paths/~1orders/post';
export const one = '/paths/~1orders~1{orderId}/get';
export const gone = '/paths/~1orders~1{orderId}/delete';
export const note = '/paths/~1orders~1{orderId}~1notes/post';
export const order = '/components/schemas/Order';
export const line = '/components/schemas/Line';
