import { readFileSync } from 'node:fs';
import type { ChangeCode, Severity } from '../../../src/scaffold/compare/change.ts';
import { Doc } from '../../support/edited-document.ts';

const text = readFileSync('fixtures/scaffold/compare/shop.yaml', 'utf8');

export const shop = (): Doc => new Doc(text);

/** An edit of a description, and all that the comparison has to say of it. */
export interface Planted {
  readonly name: string;
  readonly edit: (document: Doc) => void;
  readonly expected: readonly (readonly [code: ChangeCode, severity: Severity, words: string])[];
}

export const list = '/paths/~1orders/get';
export const create = '/paths/~1orders/post';
export const one = '/paths/~1orders~1{orderId}/get';
export const gone = '/paths/~1orders~1{orderId}/delete';
export const note = '/paths/~1orders~1{orderId}~1notes/post';
export const order = '/components/schemas/Order';
export const line = '/components/schemas/Line';
