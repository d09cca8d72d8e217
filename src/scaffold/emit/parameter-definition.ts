import type { Endpoint, Parameter } from '../../connector/definition.ts';
import type { SchemaView } from '../analyse/schema-view.ts';
import type { OperationParameter } from '../api-model.ts';
import type { ConnectorEndpoint } from '../connector-model.ts';
import { shapeOf } from '../schema/shape.ts';
import { variableKey } from './auth-definition.ts';
import { searchBodyMembers } from './body-definition.ts';
import { pageParameters } from './page-parameters.ts';

type Variable = NonNullable<Endpoint['variables']>[number];

export interface ParameterSurroundings {
  readonly view: SchemaView;
  /** Variables of the connector and its methods. An endpoint may not have one of the same key: its tokens would get a secret. */
  readonly taken: ReadonlySet<string>;
  /** Collections set parameters to values that they are always sent with. */
  readonly sendsDefaults: boolean;
}

/** Names of headers that the runtime writes itself. */
const ownHeaders = new Set(['accept', 'authorization', 'content-length', 'content-type', 'host']);

function keyOf(name: string, { taken }: Pick<ParameterSurroundings, 'taken'>): string {
  const key = variableKey(name);
  return taken.has(key) ? `${key}_value` : key;
}

/** What the parameters of an operation become: how each is sent, and the variables that steps fill. */
export class ParameterDefinitions {
  readonly #around: ParameterSurroundings;
  readonly #params: Parameter[] = [];
  readonly #variables = new Map<string, Variable>();
  /** Keys by place and name: one name may stand in two places. */
  readonly #keys = new Map<string, string>();

  constructor(endpoint: ConnectorEndpoint, around: ParameterSurroundings) {
    this.#around = around;
    const { operation } = endpoint;
    const counted = pageParameters(endpoint.pagination?.value);
    const key = endpoint.idempotencyKey?.value;
    const keyHeader = key !== undefined && 'header' in key ? key.header : undefined;
    const inPath = new Set(Array.from(operation.path.matchAll(/\{([^{}]+)\}/gu), ([, name = '']) => name));
    for (const parameter of operation.parameters) {
      const { name, in: place } = parameter;
      if (place === 'path' ? !inPath.has(name) : counted.has(name) && place === 'query') continue;
      if (place === 'header' && ownHeaders.has(name.toLowerCase())) continue;
      if (place === 'header' && name === keyHeader) continue;
      this.#add(parameter);
      if (place === 'path') inPath.delete(name);
    }
    // Described by its path alone.
    for (const name of inPath) this.#variable('path', name, { required: true });
    for (const { name, isRequired, type } of searchBodyMembers(endpoint, counted, around.view)) {
      const key = this.#variable('body', name, {
        ...(isRequired ? { required: true } : {}),
        ...optional('type', type),
      });
      this.#params.push({ in: 'body', key: name, value: `{{${key}}}`, ...(isRequired ? {} : { required: false }) });
    }
  }

  get params(): readonly Parameter[] {
    return this.#params;
  }

  get variables(): readonly Variable[] {
    return [...this.#variables.values()];
  }

  /** A header with a value of its own. */
  header(name: string, value: string): void {
    this.#params.push({ in: 'header', key: name, value });
  }

  /** A variable of a body that a collection wrote down with its tokens. */
  token(name: string, type: 'json' | undefined, fallback: string | undefined): void {
    if (this.#variables.has(name) || this.#around.taken.has(name)) return;
    const value = fallback === undefined ? { required: true } : { default: fallback };
    this.#variables.set(name, { key: name, ...value, ...optional('type', type) });
  }

  /** The path with the tokens of its variables. */
  path(path: string): string {
    return path.replaceAll(
      /\{([^{}]+)\}/gu,
      (_, name: string) => `{{${this.#keys.get(`path ${name}`) ?? variableKey(name)}}}`,
    );
  }

  #add(parameter: OperationParameter): void {
    const { name, in: place, required } = parameter;
    const isPath = place === 'path';
    // What is demanded and has a value by default is sent with it; what is not demanded, the API fills in itself.
    const fallback = this.#around.sendsDefaults || required ? defaultOf(parameter) : undefined;
    const key = this.#variable(place, name, {
      ...optional('default', fallback),
      ...(required || isPath ? { required: true } : {}),
    });
    const written = writtenAs(parameter, this.#around.view);
    if (isPath && Object.keys(written).length === 0) return;
    const wire = isPath ? { in: place, key } : { in: place === 'query' ? ('url' as const) : place, key: name };
    this.#params.push({ ...wire, value: `{{${key}}}`, ...(required || isPath ? {} : { required: false }), ...written });
  }

  #variable(place: string, name: string, more: Omit<Variable, 'key'>): string {
    const wanted = keyOf(name, this.#around);
    let key = wanted;
    for (let count = 2; this.#variables.has(key); count++) key = `${wanted}_${count}`;
    this.#keys.set(`${place} ${name}`, key);
    this.#variables.set(key, { key, ...more });
    return key;
  }
}

/** How a value that is no plain text goes out; nothing for one that can only be a text, a number or a flag. */
function writtenAs(
  { schema, style, explode, allowReserved, contentType, in: place }: OperationParameter,
  view: SchemaView,
): Partial<Parameter> {
  const reserved = allowReserved === true && place === 'query' ? { allowReserved } : {};
  if (contentType !== undefined) return { json: true, ...reserved };
  const isForm = place === 'query' || place === 'cookie';
  const isUsual = style === (isForm ? 'form' : 'simple');
  if (isUsual && isScalar(schema, view)) return reserved;
  return { style, ...(explode === (style === 'form') ? {} : { explode }), ...reserved };
}

/** Schemas inside of each other that are looked into. */
const deepest = 8;

/** Whether values can only be texts, numbers and flags. What is not known may be a list. */
function isScalar(schema: OperationParameter['schema'], view: SchemaView, depth = 0): boolean {
  if (depth > deepest) return false;
  const shape = shapeOf(view.resolve(schema) ?? schema);
  const isInside = (part: OperationParameter['schema']): boolean => isScalar(part, view, depth + 1);
  switch (shape.kind) {
    case 'string':
    case 'number':
    case 'integer':
    case 'boolean':
    case 'enum':
    case 'null':
    case 'never':
      return true;
    case 'all':
      return shape.parts.some(isInside);
    case 'one':
      return shape.options.every(isInside);
    case 'any':
    case 'ref':
    case 'array':
    case 'tuple':
    case 'object':
      return false;
  }
}

function defaultOf({ schema }: OperationParameter): string | undefined {
  if (typeof schema !== 'object') return undefined;
  const [only, ...others] = schema.enum ?? [];
  const value = schema.default ?? schema.const ?? (others.length === 0 ? only : undefined);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): { readonly [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]: Value }); // a computed key loses its literal type
}
