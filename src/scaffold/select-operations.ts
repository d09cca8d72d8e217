import type { ApiModel, JsonSchema, MediaContent, Operation, Skipped } from './api-model.ts';

/** What to keep. Within one kind any value will do; kinds that are given must all agree. */
export interface OperationFilter {
  readonly tags?: readonly string[];
  /** Paths as described; `*` stands for any number of characters. */
  readonly paths?: readonly string[];
  /** Declared ids, or `METHOD path`. */
  readonly operations?: readonly string[];
}

export interface OperationSelection {
  readonly model: ApiModel;
  /** Values of the filter that nothing in the description has. */
  readonly unmatched: readonly { readonly kind: keyof OperationFilter; readonly value: string }[];
}

/**
 * The part of an API that a filter asks for: its operations, the schemas that they reach, the security schemes that they
 * need. `declared` counts that part. A filter that names nothing keeps everything.
 */
export function selectOperations(model: ApiModel, filter: OperationFilter): OperationSelection {
  const kinds = (['tags', 'paths', 'operations'] as const).filter((kind) => (filter[kind] ?? []).length > 0);
  if (kinds.length === 0) return { model, unmatched: [] };
  const unmatched = kinds.flatMap((kind) =>
    (filter[kind] ?? [])
      .filter(
        (value) =>
          !model.operations.some((operation) => matches[kind](operation, value)) &&
          !model.webhooks.some(({ name, tags }) =>
            kind === 'tags' ? tags.includes(value) : kind === 'operations' && name === value,
          ) &&
          !model.skipped.some((one) => matchesSkipped(kind, one, value)),
      )
      .map((value) => ({ kind, value })),
  );
  const keeps = (test: (kind: keyof OperationFilter, value: string) => boolean): boolean =>
    kinds.every((kind) => (filter[kind] ?? []).some((value) => test(kind, value)));
  const operations = model.operations.filter((operation) => keeps((kind, value) => matches[kind](operation, value)));
  const kept = new Set(operations.map(({ method, path }) => `${method} ${path}`));
  const skipped = model.skipped.filter((one) =>
    one.kind === 'parameter' ? kept.has(operationOf(one)) : keeps((kind, value) => matchesSkipped(kind, one, value)),
  );
  // A callback belongs to its operation; a webhook has tags, and a name to ask for it.
  const webhooks = model.webhooks.filter(({ kind, name, tags, origin }) =>
    kind === 'callback'
      ? operations.some((operation) => isBelow(origin, operation.origin))
      : keeps((by, value) => (by === 'tags' ? tags.includes(value) : by === 'operations' && name === value)),
  );
  const reached = reachedSchemas(model, [
    ...operations.flatMap(schemasOf),
    ...webhooks.flatMap(({ contents }) => contents.map(({ schema }) => schema)),
  ]);
  const schemas = new Map([...model.schemas].filter(([name]) => reached.has(name)));
  return {
    unmatched,
    model: {
      ...model,
      operations,
      schemas,
      skipped,
      securitySchemes: new Map([...model.securitySchemes].filter(([name]) => isNeeded(model, operations, name))),
      tags: model.tags.filter(({ name }) => operations.some(({ tags }) => tags.includes(name))),
      webhooks,
      declared: {
        operations: operations.length + skipped.filter(({ kind }) => kind === 'operation').length,
        schemas: schemas.size,
      },
    },
  };
}

const matches: Readonly<Record<keyof OperationFilter, (operation: Operation, value: string) => boolean>> = {
  tags: (operation, value) => operation.tags.includes(value),
  paths: (operation, value) => matchesPath(operation.path, value),
  operations: (operation, value) =>
    operation.declaredId === value || isNamed(`${operation.method} ${operation.path}`, value),
};

/** What was skipped is known by its method and path only. */
function matchesSkipped(kind: keyof OperationFilter, { kind: what, name }: Skipped, value: string): boolean {
  if (what !== 'operation' || kind === 'tags') return false;
  return kind === 'operations' ? isNamed(name, value) : matchesPath(name.slice(name.indexOf('/')), value);
}

/** Method and path stand before the name of a parameter. */
function operationOf({ name }: Skipped): string {
  return name.split(' ', 2).join(' ');
}

function isNamed(name: string, value: string): boolean {
  const [method = '', ...path] = value.split(' ');
  return name === `${method.toUpperCase()} ${path.join(' ')}`;
}

/** Compares piece by piece: a pattern of the user is never made a regular expression. */
function matchesPath(path: string, pattern: string): boolean {
  const [first = '', ...pieces] = pattern.split('*');
  if (pieces.length === 0) return path === pattern;
  const last = pieces.pop() ?? '';
  if (!path.startsWith(first) || path.length < first.length + last.length || !path.endsWith(last)) return false;
  let at = first.length;
  for (const piece of pieces) {
    const found = path.indexOf(piece, at);
    if (found < 0 || found + piece.length > path.length - last.length) return false;
    at = found + piece.length;
  }
  return true;
}

function isBelow(origin: Operation['origin'], parent: Operation['origin']): boolean {
  return origin.file === parent.file && origin.pointer.startsWith(`${parent.pointer}/`);
}

function isNeeded(model: ApiModel, operations: readonly Operation[], scheme: string): boolean {
  return operations.some(({ security = model.security }) =>
    security.some((one) => one.some((part) => part.scheme === scheme)),
  );
}

/** Names of the schemas that these refer to, directly or through others. */
function reachedSchemas(model: ApiModel, schemas: readonly JsonSchema[]): ReadonlySet<string> {
  const reached = new Set<string>();
  const visited = new Set<object>();
  const waiting: unknown[] = [...schemas];
  const reach = (reference: unknown): void => {
    const name = typeof reference === 'string' ? reference.replace(/^#\/\$defs\//u, '') : '';
    const named = model.schemas.get(name);
    if (named === undefined || reached.has(name)) return;
    reached.add(name);
    waiting.push(named.schema);
  };
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (value === null || typeof value !== 'object' || visited.has(value)) continue;
    visited.add(value);
    for (const [key, member] of Object.entries(value)) {
      if (key === '$ref') reach(member);
      if (key === 'mapping') for (const target of Object.values(Object(member) as object)) reach(target);
      waiting.push(member);
    }
  }
  return reached;
}

function schemasOf({ parameters, body, responses }: Operation): readonly JsonSchema[] {
  const ofContents = (contents: readonly MediaContent[]): JsonSchema[] => contents.map(({ schema }) => schema);
  return [
    ...parameters.map(({ schema }) => schema),
    ...ofContents(body?.contents ?? []),
    ...responses.flatMap(({ contents, headers }) => [
      ...ofContents(contents),
      ...[...headers.values()].map(({ schema }) => schema),
    ]),
  ];
}
