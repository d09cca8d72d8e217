import type { JsonSchema } from '../../api-model.ts';
import type { EndpointPlan, ResponsePlan } from './endpoint-plan.ts';
import { isObject } from '../../schema/walk.ts';
import type { TypeWriter } from './types.ts';

export interface Signature {
  readonly declarations: readonly string[];
  readonly input: string;
  readonly isInputOptional: boolean;
  readonly output: string;
}

/** The types of a method's input and result, and the declarations that they need. */
export async function signatureOf(endpoint: EndpointPlan, types: TypeWriter): Promise<Signature> {
  const declarations: string[] = [];
  const { typeName, parameters, body } = endpoint;
  const members = inputMembers(endpoint);
  const hasInput = members.length > 0;
  if (hasInput) declarations.push(await types.write({ identifier: `${typeName}Input`, schema: inputSchema(endpoint) }));
  const output = await outputOf(endpoint, types, declarations);
  // Classes and `default` cannot be told from exact statuses by type.
  const errors = endpoint.errors.filter(({ kind, status }) => kind === 'json' && /^\d+$/u.test(status));
  if (errors.length > 0)
    declarations.push(await types.write({ identifier: `${typeName}Errors`, schema: errorsSchema(errors) }));
  return {
    declarations,
    input: hasInput ? `${typeName}Input` : 'NoParameters',
    isInputOptional: body?.isRequired !== true && parameters.every(({ parameter }) => !parameter.required),
    output,
  };
}

interface InputMember {
  readonly key: string;
  readonly schema: JsonSchema;
  readonly isRequired: boolean;
}

/** Parameters, required ones first, and the body. */
export function inputMembers({ parameters, body }: EndpointPlan): InputMember[] {
  const described = parameters.map(({ parameter, key, schema }) => ({
    key,
    isRequired: parameter.required,
    schema: withNotes(schema, parameter.description, parameter.deprecated),
  }));
  return [
    ...described.filter(({ isRequired }) => isRequired),
    ...described.filter(({ isRequired }) => !isRequired),
    ...(body === undefined ? [] : [{ key: 'body', isRequired: body.isRequired, schema: body.schema }]),
  ];
}

export function inputSchema(endpoint: EndpointPlan): JsonSchema {
  const members = inputMembers(endpoint);
  return {
    type: 'object',
    properties: Object.fromEntries(members.map(({ key, schema }) => [key, schema])),
    required: members.filter(({ isRequired }) => isRequired).map(({ key }) => key),
  };
}

function withNotes(schema: JsonSchema, description: string | undefined, deprecated: boolean | undefined): JsonSchema {
  if (description === undefined && deprecated !== true) return schema;
  return {
    ...(isObject(schema) ? schema : schema ? {} : { not: {} }),
    ...(description === undefined ? {} : { description }),
    ...(deprecated === true ? { deprecated } : {}),
  };
}

function errorsSchema(errors: readonly ResponsePlan[]): JsonSchema {
  return {
    type: 'object',
    description: 'Bodies of the errors that are declared, by status: for `isHttpError`.',
    properties: Object.fromEntries(errors.map(({ status, schema }) => [status, schema])),
    required: errors.map(({ status }) => status),
  };
}

async function outputOf(endpoint: EndpointPlan, types: TypeWriter, declarations: string[]): Promise<string> {
  const { successes, typeName } = endpoint;
  if (successes.length === 0) return endpoint.endpoint.operation.method === 'HEAD' ? 'undefined' : 'unknown';
  if (endpoint.endpoint.operation.method === 'HEAD') return 'undefined';
  const parts = new Set<string>();
  const bodies = new Map(
    successes.filter(({ kind }) => kind === 'json').map(({ schema }) => [JSON.stringify(schema), schema] as const),
  );
  const inline = [...bodies.values()].map((schema) => types.inline(schema));
  if (inline.includes(undefined)) {
    const schemas = [...bodies.values()];
    const [only = true] = schemas;
    const schema = schemas.length === 1 ? only : { anyOf: schemas };
    declarations.push(await types.write({ identifier: `${typeName}Output`, schema }));
    parts.add(`${typeName}Output`);
  } else for (const type of inline) if (type !== undefined) parts.add(type);
  if (successes.some(({ kind }) => kind === 'text')) parts.add('string');
  if (successes.some(({ kind }) => kind === 'bytes')) parts.add('Uint8Array<ArrayBuffer>');
  if (successes.some(({ kind }) => kind === 'none')) parts.add('undefined');
  return parts.has('unknown') ? 'unknown' : [...parts].join(' | ');
}
