import { joinPointer } from '../../text/pointer.ts';
import type { ApiModel, MediaContent, Operation, OperationResponse } from '../api-model.ts';
import { type Changes, type Direction, type Place, below, quoted } from './change.ts';
import { compareParameters } from './compare-parameters.ts';
import type { SchemaComparison } from './compare-schemas.ts';
import { compareSecurity } from './compare-security.ts';

export interface Surroundings {
  readonly before: ApiModel;
  readonly after: ApiModel;
  readonly changes: Changes;
  readonly schemas: SchemaComparison;
}

interface PairedOperations {
  readonly pairs: readonly (readonly [before: Operation, after: Operation])[];
  readonly removed: readonly Operation[];
  readonly added: readonly Operation[];
}

/** Pairs operations by address, names of path parameters aside, and those that moved by their declared id. */
export function pairOperations(before: readonly Operation[], after: readonly Operation[]): PairedOperations {
  const now = byAddress(after);
  const pairs: (readonly [Operation, Operation])[] = [];
  const left: Operation[] = [];
  for (const [address, operation] of byAddress(before)) {
    const same = now.get(address);
    if (same === undefined) left.push(operation);
    else pairs.push([operation, same]);
    now.delete(address);
  }
  const byId = new Map([...now.values()].map((operation) => [operation.declaredId, operation]));
  const moved = left.flatMap((operation) => {
    const same = byId.get(operation.declaredId);
    return same === undefined ? [] : [[operation, same] as const];
  });
  const gone = new Set(moved.map(([operation]) => operation));
  const come = new Set(moved.map(([, operation]) => operation));
  return {
    pairs: [...pairs, ...moved],
    removed: left.filter((operation) => !gone.has(operation)),
    added: [...now.values()].filter((operation) => !come.has(operation)),
  };
}

/** Collections have many requests to one address: the first with the first, the second with the second. */
function byAddress(operations: readonly Operation[]): Map<string, Operation> {
  const found = new Map<string, Operation>();
  for (const operation of operations) {
    const address = `${operation.method} ${operation.path.replaceAll(/\{[^{}]*\}/gu, '{}')}`;
    let key = address;
    for (let count = 2; found.has(key); count++) key = `${address} ${count}`;
    found.set(key, operation);
  }
  return found;
}

export function compareOperation(old: Operation, now: Operation, around: Surroundings): void {
  const { changes } = around;
  const subject = `${old.method} ${old.path}`;
  const place: Place = { subject, name: subject, before: old.origin, after: now.origin };
  const isMoved = old.method !== now.method || withoutNames(old.path) !== withoutNames(now.path);
  if (isMoved) changes.add(place, 'operation-moved', 'breaking', `${subject} is now ${now.method} ${now.path}.`);
  if (now.deprecated === true && old.deprecated !== true)
    changes.add(place, 'operation-deprecated', 'compatible', `${subject} is deprecated.`);
  compareParameters(old, now, place, changes, around.schemas);
  compareBody(old, now, place, around);
  compareResponses(old.responses, now.responses, place, around);
  compareSecurity(old.security ?? around.before.security, now.security ?? around.after.security, place, changes);
}

function withoutNames(path: string): string {
  return path.replaceAll(/\{[^{}]*\}/gu, '{}');
}

function compareBody(old: Operation, now: Operation, place: Place, { changes, schemas }: Surroundings): void {
  const at = below(place, `${place.subject} body`, '/requestBody');
  if (old.body === undefined && now.body === undefined) return;
  if (now.body === undefined)
    return changes.add(at, 'body-removed', 'breaking', `${place.subject} takes no body any more.`, 'before');
  if (old.body === undefined) {
    const severity = now.body.required ? 'breaking' : 'compatible';
    return changes.add(
      at,
      'body-added',
      severity,
      `${place.subject} takes a body${now.body.required ? ', which is required' : ''}.`,
    );
  }
  if (now.body.required && !old.body.required)
    changes.add(at, 'body-required', 'breaking', `The body of ${place.subject} is required now.`);
  if (old.body.required && !now.body.required)
    changes.add(at, 'body-optional', 'compatible', `The body of ${place.subject} is optional now.`);
  compareContents(old.body.contents, now.body.contents, 'request', at, `${place.subject} takes`, changes, schemas);
}

function compareContents(
  before: readonly MediaContent[],
  after: readonly MediaContent[],
  direction: Direction,
  place: Place,
  words: string,
  changes: Changes,
  schemas: SchemaComparison,
): void {
  const now = new Map(after.map((content) => [content.mediaType, content]));
  for (const { mediaType, schema } of before) {
    const same = now.get(mediaType);
    if (same === undefined) changes.add(place, 'media-type-removed', 'breaking', `${words} no ${mediaType} any more.`);
    else
      schemas.compare(
        schema,
        same.schema,
        direction,
        below(place, place.name, joinPointer('', 'content', mediaType, 'schema')),
      );
    now.delete(mediaType);
  }
  for (const mediaType of now.keys())
    changes.add(place, 'media-type-added', 'compatible', `${words} ${mediaType} too.`);
}

function compareResponses(
  before: readonly OperationResponse[],
  after: readonly OperationResponse[],
  place: Place,
  { changes, schemas }: Surroundings,
): void {
  const now = new Map(after.map((response) => [response.status, response]));
  for (const response of before) {
    const { status } = response;
    const same = now.get(status);
    const at = below(place, `${place.subject} ${status}`, joinPointer('', 'responses', status));
    now.delete(status);
    if (same === undefined) {
      const severity = /^[23]/u.test(status) ? 'breaking' : 'compatible';
      changes.add(at, 'response-removed', severity, `${place.subject} does not answer ${status} any more.`, 'before');
      continue;
    }
    compareContents(
      response.contents,
      same.contents,
      'response',
      at,
      `Answer ${status} of ${place.subject} gives`,
      changes,
      schemas,
    );
    compareHeaders(response, same, at, `of answer ${status} of ${place.subject}`, changes, schemas);
  }
  for (const status of now.keys())
    changes.add(
      below(place, `${place.subject} ${status}`, joinPointer('', 'responses', status)),
      'response-added',
      'compatible',
      `${place.subject} can answer ${status}.`,
    );
}

function compareHeaders(
  old: OperationResponse,
  now: OperationResponse,
  place: Place,
  words: string,
  changes: Changes,
  schemas: SchemaComparison,
): void {
  const after = new Map([...now.headers].map(([name, header]) => [name.toLowerCase(), header]));
  for (const [name, { schema }] of old.headers) {
    const same = after.get(name.toLowerCase());
    const at = below(place, `${place.name} ${name}`, joinPointer('', 'headers', name));
    if (same === undefined)
      changes.add(at, 'header-removed', 'breaking', `Header ${quoted(name)} ${words} is gone.`, 'before');
    else schemas.compare(schema, same.schema, 'response', at);
    after.delete(name.toLowerCase());
  }
  for (const name of now.headers.keys())
    if (after.has(name.toLowerCase()))
      changes.add(
        below(place, `${place.name} ${name}`, joinPointer('', 'headers', name)),
        'header-added',
        'compatible',
        `Header ${quoted(name)} ${words} is new.`,
      );
}
