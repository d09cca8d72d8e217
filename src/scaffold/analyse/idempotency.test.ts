import { expect, it } from 'vitest';
import { apiOf, operationOf } from '../../../test/support/operation.ts';
import type { JsonSchema, Operation, OperationParameter } from '../api-model.ts';
import { analyse } from './analyse.ts';

const header = (name: string, description = ''): OperationParameter => ({
  name,
  in: 'header',
  required: false,
  schema: { type: 'string' },
  style: 'simple',
  explode: false,
  description,
});
const body = (
  properties: Record<string, JsonSchema>,
  mediaType = 'application/json',
): NonNullable<Operation['body']> => ({
  required: true,
  contents: [{ mediaType, schema: { type: 'object', properties }, examples: [] }],
});
const text: JsonSchema = { type: 'string' };

it.each<[string, Partial<Operation>, object | undefined, string?]>([
  ['a header by its name', { parameters: [header('X-Idempotency-Key')] }, { header: 'X-Idempotency-Key' }],
  [
    'a header by what it is for',
    { parameters: [header('Shop-Request-Id', 'The server stores keys for 6 hours.')] },
    { header: 'Shop-Request-Id' },
  ],
  ['no header of tracing', { parameters: [header('X-Request-Id', 'Shows up in our logs.')] }, undefined],
  ['a member of the body', { body: body({ idempotency_key: text, amount: text }) }, { body: 'idempotency_key' }],
  [
    'a member below another one',
    { body: body({ order: { type: 'object', properties: { idempotencyKey: text } } }) },
    { body: 'order.idempotencyKey' },
  ],
  [
    'a member by what it is for',
    { body: body({ clientRequestToken: { type: 'string', description: 'Makes the call idempotent.' } }) },
    { body: 'clientRequestToken' },
  ],
  ['no member that is called alike', { body: body({ clientRequestToken: text }) }, undefined],
  ['no flag', { body: body({ idempotent: { type: 'boolean' } }) }, undefined],
  ['no member of a form', { body: body({ idempotency_key: text }, 'application/x-www-form-urlencoded') }, undefined],
  ['nothing of a read', { method: 'GET', parameters: [header('Idempotency-Key')] }, undefined],
  ['a header in words', { description: 'Set the `Idempotency-Key` header.' }, { header: 'Idempotency-Key' }],
  [
    'a header in words about the API',
    {},
    { header: 'Idempotency-Key' },
    'Every POST may have an Idempotency-Key header.',
  ],
  ['nothing of words about idempotency', { description: 'This operation is idempotent.' }, undefined],
])('%s', (_, members, value, description = '') => {
  const operation = operationOf({ method: 'POST', ...members });
  const [endpoint] = analyse(apiOf([operation], { description })).model.endpoints;
  expect(endpoint?.idempotencyKey?.value).toEqual(value);
  expect(endpoint?.isSafeToRetry).toBe(value !== undefined || members.method === 'GET');
});
