import type { Operation, OperationParameter } from '../api-model.ts';
import { type Changes, type Place, below, quoted } from './change.ts';
import type { SchemaComparison } from './compare-schemas.ts';

export function compareParameters(
  old: Operation,
  now: Operation,
  place: Place,
  changes: Changes,
  schemas: SchemaComparison,
): void {
  const before = byKey(old);
  const after = byKey(now);
  const at = (parameter: OperationParameter): Place =>
    below(place, `${place.subject} ${parameter.name}`, '/parameters');
  const moved = new Set<OperationParameter>();
  for (const [key, parameter] of before) {
    const same = after.get(key);
    const words = `${inWords(parameter)} of ${place.subject}`;
    if (same !== undefined) {
      compareParameter(parameter, same, at(parameter), words, changes, schemas);
      continue;
    }
    const elsewhere = [...after].find(([other, { name }]) => name === parameter.name && !before.has(other))?.[1];
    if (elsewhere === undefined)
      changes.add(at(parameter), 'parameter-removed', 'breaking', `${words} is gone.`, 'before');
    else {
      moved.add(elsewhere);
      changes.add(at(parameter), 'parameter-moved', 'breaking', `${words} is now sent in the ${elsewhere.in}.`);
    }
  }
  for (const [key, parameter] of after) {
    if (before.has(key) || moved.has(parameter)) continue;
    const severity = parameter.required ? 'breaking' : 'compatible';
    const need = parameter.required ? 'new and required' : 'new';
    changes.add(at(parameter), 'parameter-added', severity, `${inWords(parameter)} of ${place.subject} is ${need}.`);
  }
}

/** Path parameters by position, because their names do not travel; headers by name, letter case aside. */
function byKey(operation: Operation): Map<string, OperationParameter> {
  return new Map(operation.parameters.map((parameter) => [keyOf(parameter, operation), parameter]));
}

function keyOf({ in: where, name }: OperationParameter, { path }: Operation): string {
  const position = path.match(/\{[^{}]*\}/gu)?.indexOf(`{${name}}`) ?? -1;
  if (where === 'path' && position >= 0) return `path ${position}`;
  return `${where} ${where === 'header' ? name.toLowerCase() : name}`;
}

function inWords({ in: where, name }: OperationParameter): string {
  const kinds = { path: 'Path parameter', query: 'Query parameter', header: 'Header', cookie: 'Cookie' };
  return `${kinds[where]} ${quoted(name)}`;
}

function compareParameter(
  old: OperationParameter,
  now: OperationParameter,
  place: Place,
  words: string,
  changes: Changes,
  schemas: SchemaComparison,
): void {
  if (old.in === 'path' && old.name !== now.name)
    changes.add(place, 'parameter-renamed', 'breaking', `${words} is called ${quoted(now.name)} now.`);
  if (now.required && !old.required) changes.add(place, 'parameter-required', 'breaking', `${words} is required now.`);
  if (old.required && !now.required)
    changes.add(place, 'parameter-optional', 'compatible', `${words} is optional now.`);
  if (serialisation(old) !== serialisation(now))
    changes.add(
      place,
      'serialisation-changed',
      'breaking',
      `${words} is written differently: ${serialisation(now)}, no longer ${serialisation(old)}.`,
    );
  schemas.compare(old.schema, now.schema, 'request', place);
}

function serialisation({ style, explode, contentType }: OperationParameter): string {
  return contentType ?? (explode ? `${style}, exploded` : style);
}
