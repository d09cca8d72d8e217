import { canonicalJson } from '../../text/json.ts';
import { joinPointer } from '../../text/pointer.ts';
import type { ApiModel, JsonSchema, Operation, Origin } from '../api-model.ts';
import { refsOf } from '../schema/walk.ts';
import { type Change, Changes, type Direction, type Place, quoted } from './change.ts';
import { compareOperation, pairOperations } from './compare-operations.ts';
import { SchemaComparison } from './compare-schemas.ts';

/**
 * What a new version of a description changes for those who use the old one, in words.
 *
 * Named schemas are compared once, in the directions in which operations use them; descriptions, examples and the order of
 * things change nothing. Pure; both models may come from different files.
 */
export function compareApis(before: ApiModel, after: ApiModel): readonly Change[] {
  const changes = new Changes();
  const schemas = new SchemaComparison(before, after, changes);
  compareServers(before, after, changes);
  compareSchemes(before, after, changes);
  const { pairs, removed, added } = pairOperations(before.operations, after.operations);
  for (const operation of removed)
    changes.add(
      placeOf(subjectOf(operation), operation.origin, operation.origin),
      'operation-removed',
      'breaking',
      `Operation ${subjectOf(operation)} is gone.`,
      'before',
    );
  for (const [old, now] of pairs) compareOperation(old, now, { before, after, changes, schemas });
  for (const operation of added)
    changes.add(
      placeOf(subjectOf(operation), operation.origin, operation.origin),
      'operation-added',
      'compatible',
      `Operation ${subjectOf(operation)} is new.`,
    );
  compareNamedSchemas(before, after, changes, schemas);
  return changes.list();
}

function subjectOf({ method, path }: Operation): string {
  return `${method} ${path}`;
}

function placeOf(subject: string, before: Origin, after: Origin): Place {
  return { subject, name: '', before, after };
}

function compareNamedSchemas(before: ApiModel, after: ApiModel, changes: Changes, schemas: SchemaComparison): void {
  const used: Readonly<Record<Direction, ReadonlySet<string>>> = {
    request: usedNames(before, requestSchemas),
    response: usedNames(before, responseSchemas),
  };
  for (const [name, old] of before.schemas) {
    const now = after.schemas.get(name);
    const place: Place = { subject: `schema ${name}`, name, before: old.origin, after: now?.origin ?? old.origin };
    if (now === undefined)
      changes.add(
        place,
        'schema-removed',
        'breaking',
        `Schema ${quoted(name)} is gone, and its type with it.`,
        'before',
      );
    else
      for (const direction of ['request', 'response'] as const)
        if (used[direction].has(name)) schemas.compare(old.schema, now.schema, direction, place);
  }
  for (const [name, { origin }] of after.schemas)
    if (!before.schemas.has(name))
      changes.add(
        { subject: `schema ${name}`, name, before: origin, after: origin },
        'schema-added',
        'compatible',
        `Schema ${quoted(name)} is new.`,
      );
}

function usedNames(api: ApiModel, schemasOf: (operation: Operation) => readonly JsonSchema[]): ReadonlySet<string> {
  const names = new Set(api.operations.flatMap(schemasOf).flatMap((schema) => [...refsOf(schema)]));
  for (const name of names) for (const next of refsOf(api.schemas.get(name)?.schema ?? true)) names.add(next);
  return names;
}

function requestSchemas({ parameters, body }: Operation): JsonSchema[] {
  return [...parameters, ...(body?.contents ?? [])].map(({ schema }) => schema);
}

function responseSchemas({ responses }: Operation): JsonSchema[] {
  return responses.flatMap(({ contents, headers }) => [...contents, ...headers.values()].map(({ schema }) => schema));
}

function compareServers(before: ApiModel, after: ApiModel, changes: Changes): void {
  const place = apiPlace(after.source === 'openapi-2.0' ? '/host' : '/servers');
  const [first] = before.servers;
  const urls = new Set(after.servers.map(({ url }) => url));
  for (const { url } of before.servers)
    if (!urls.has(url)) {
      const now = url === first?.url ? after.servers[0]?.url : undefined;
      changes.add(
        place,
        'server-changed',
        'breaking',
        now === undefined
          ? `Server ${quoted(url)} is gone.`
          : `The server is ${quoted(now)}, no longer ${quoted(url)}.`,
      );
    }
  const known = new Set(before.servers.map(({ url }) => url));
  for (const [index, { url }] of after.servers.entries())
    if (!known.has(url) && (index > 0 || first === undefined || urls.has(first.url)))
      changes.add(place, 'server-added', 'compatible', `Server ${quoted(url)} is new.`);
}

function compareSchemes(before: ApiModel, after: ApiModel, changes: Changes): void {
  for (const [name, old] of before.securitySchemes) {
    const now = after.securitySchemes.get(name);
    const { description: _old, ...was } = old;
    const { description: _now, ...is } = now ?? { description: '' };
    // A scheme that is gone shows in the operations that asked for it.
    if (now !== undefined && canonicalJson(was) !== canonicalJson(is))
      changes.add(
        apiPlace(schemePointer(after, name)),
        'scheme-changed',
        'breaking',
        `Security scheme ${quoted(name)} works differently.`,
      );
  }
}

/** A place in the root document, wherever its operations are kept. */
function apiPlace(pointer: string): Place {
  const origin = { file: '', pointer };
  return placeOf('api', origin, origin);
}

function schemePointer({ source }: ApiModel, name: string): string {
  const section = source === 'openapi-2.0' ? ['securityDefinitions'] : ['components', 'securitySchemes'];
  return joinPointer('', ...section, name);
}
