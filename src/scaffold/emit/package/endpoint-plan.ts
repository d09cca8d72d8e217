import { shapeOf } from '../../schema/shape.ts';
import { isObject } from '../../schema/walk.ts';
import type { JsonSchema, OperationParameter, OperationResponse } from '../../api-model.ts';
import type { ConnectorEndpoint } from '../../connector-model.ts';
import { type BodyKind, type ResponseKind, acceptOf, chooseBody, chooseResponse, sentAs } from '../../media.ts';
import { NameTable, pascalCase } from './names.ts';
import type { SchemaPlan } from './schema-plan.ts';

/** An endpoint as the package shows it. All schemas refer to identifiers. */
export interface EndpointPlan {
  readonly endpoint: ConnectorEndpoint;
  /** Method of the group. */
  readonly id: string;
  /** Begins the names of its types. */
  readonly typeName: string;
  readonly parameters: readonly ParameterPlan[];
  readonly body?: BodyPlan;
  readonly successes: readonly ResponsePlan[];
  readonly errors: readonly ResponsePlan[];
  readonly accept: string | undefined;
}

export interface ParameterPlan {
  readonly parameter: OperationParameter;
  /** Member of the input. */
  readonly key: string;
  readonly schema: JsonSchema;
}

interface BodyPlan {
  readonly kind: BodyKind;
  readonly contentType: string;
  readonly isRequired: boolean;
  readonly schema: JsonSchema;
  readonly examples: readonly unknown[];
  readonly encoding: Readonly<Record<string, { contentType?: string; style?: string; explode?: boolean }>> | undefined;
}

export interface ResponsePlan {
  readonly status: string;
  readonly kind: ResponseKind | 'none';
  readonly contentType: string | undefined;
  readonly schema: JsonSchema;
  readonly examples: readonly unknown[];
}

export function planEndpoint(
  endpoint: ConnectorEndpoint,
  id: string,
  typeName: string,
  schemas: SchemaPlan,
): EndpointPlan {
  const { operation } = endpoint;
  const chosen = takesBody(operation.method) ? chooseBody(operation.body?.contents ?? []) : undefined;
  const responses = operation.responses.map((response) => planResponse(response, schemas));
  const hasSuccess = responses.some(({ status }) => status.startsWith('2'));
  return {
    endpoint,
    id,
    typeName,
    parameters: planParameters(endpoint, schemas),
    ...(chosen === undefined
      ? {}
      : {
          body: {
            kind: chosen.kind,
            contentType: sentAs(chosen.content),
            isRequired: operation.body?.required === true,
            schema:
              chosen.kind === 'raw'
                ? { type: 'string', format: 'binary' }
                : schemas.view(chosen.content.schema, 'write'),
            examples: chosen.content.examples,
            encoding: chosen.content.encoding,
          },
        }),
    successes: responses.filter(({ status }) => status.startsWith('2') || (status === 'default' && !hasSuccess)),
    errors: responses.filter(({ status }) => /^[45](?:\d\d|XX)$/u.test(status) || (status === 'default' && hasSuccess)),
    accept: acceptOf(operation),
  };
}

/** fetch sends none with these, as RFC 9110 (9.3.1) gives it no meaning there. Stripe declares one for every GET. */
function takesBody(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD';
}

function planResponse({ status, contents }: OperationResponse, schemas: SchemaPlan): ResponsePlan {
  const chosen = status === '204' || status === '205' ? undefined : chooseResponse(contents);
  if (chosen === undefined) return { status, kind: 'none', contentType: undefined, schema: true, examples: [] };
  const { content, kind } = chosen;
  return {
    status,
    kind,
    contentType: sentAs(content),
    schema: kind === 'json' ? schemas.view(content.schema, 'read') : { type: 'string' },
    examples: content.examples,
  };
}

/** Identifiers in paths come from answers, where whole numbers may be longer than the description says. */
function ofAnySize({ in: place }: OperationParameter, schema: JsonSchema): JsonSchema {
  const shape = shapeOf(schema);
  const isOpen = shape.kind === 'integer' && shape.schema.format === undefined && shape.schema.maximum === undefined;
  return place === 'path' && isOpen && isObject(schema) ? { ...schema, format: 'int64' } : schema;
}

/** Headers that the transport writes itself; a description that lists them says nothing new (OpenAPI, Parameter Object). */
const ownHeaders = new Set(['accept', 'content-type', 'content-length', 'host', 'user-agent']);

function planParameters({ operation, authMethods }: ConnectorEndpoint, schemas: SchemaPlan): ParameterPlan[] {
  const keys = new NameTable({}, ['body']);
  const places = ['path', 'query', 'header', 'cookie'];
  const isOurs = ({ in: place, name }: OperationParameter): boolean =>
    place === 'header' &&
    (ownHeaders.has(name.toLowerCase()) || (authMethods.length > 0 && name.toLowerCase() === 'authorization'));
  const seen = new Set<string>();
  return operation.parameters
    .filter((parameter) => !isOurs(parameter))
    .toSorted((a, b) => places.indexOf(a.in) - places.indexOf(b.in))
    .map((parameter) => {
      const isTaken = seen.has(parameter.name.toLowerCase()) || parameter.name.toLowerCase() === 'body';
      seen.add(parameter.name.toLowerCase());
      const wanted = isTaken ? `${parameter.name}In${pascalCase(parameter.in)}` : parameter.name;
      return {
        parameter,
        key: keys.give(`${parameter.in} ${parameter.name}`, wanted),
        schema: ofAnySize(parameter, schemas.view(parameter.schema, 'write')),
      };
    });
}
