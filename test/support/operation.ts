import type { ApiModel, JsonSchema, Operation, OperationParameter } from '../../src/scaffold/api-model.ts';

/** An operation with nothing but what a test says. */
export function operationOf(members: Partial<Operation> = {}): Operation {
  return {
    declaredId: 'operation',
    method: 'GET',
    path: '/things',
    tags: [],
    parameters: [],
    responses: [],
    extensions: {},
    origin: { file: 'api.yaml', pointer: '' },
    ...members,
  };
}

export function query(name: string, schema: JsonSchema = true, description?: string): OperationParameter {
  return {
    name,
    in: 'query',
    required: false,
    schema,
    style: 'form',
    explode: true,
    ...(description === undefined ? {} : { description }),
  };
}

/** A successful JSON answer, with headers by name. */
export function answer(schema: JsonSchema, headers: readonly string[] = []): Operation['responses'] {
  return [
    {
      status: '200',
      contents: [{ mediaType: 'application/json', schema, examples: [] }],
      headers: new Map(headers.map((name) => [name, { schema: { type: 'string' } }])),
    },
  ];
}

export function apiOf(operations: readonly Operation[], members: Partial<ApiModel> = {}): ApiModel {
  return {
    title: 'Shop API',
    version: '1',
    source: 'openapi-3.0',
    servers: [],
    securitySchemes: new Map(),
    security: [],
    tags: [],
    operations,
    schemas: new Map(),
    declared: { operations: operations.length, schemas: 0 },
    skipped: [],
    webhooks: [],
    ...members,
  };
}
