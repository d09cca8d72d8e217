import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ValidationError } from '../../src/runtime/errors.ts';
import { ExactNumber } from '../../src/runtime/exact-number.ts';
import * as s from '../../src/runtime/schema.ts';
import type { ValidationMode, ValidationWarning } from '../../src/runtime/validation.ts';
import { TestServer } from '../support/server.ts';
import { open, operation } from './support.ts';

let server: TestServer;
before(async () => {
  server = await TestServer.start();
});
after(() => server.close());

const order: s.Lazy = s.lazy(() =>
  s.object({ id: s.integer(), status: s.openEnum(['open', 'closed']) }, { parent: s.nullable(s.ref(order)) }),
);

async function call(body: unknown, mode: ValidationMode, input: object = { limit: 1 }): Promise<ValidationWarning[]> {
  const warnings: ValidationWarning[] = [];
  server.prepare({ status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const spec = operation({
    validators: async () => ({ list: { input: s.lazy(() => s.object({ limit: s.integer({ max: 10 }) })), responses: { '2XX': order } } }),
  });
  const result = await open(server.origin, { onWarning: (warning) => warnings.push(warning) }).call(spec, input, { validation: mode });
  assert.deepEqual(result, body);
  return warnings;
}

describe('modes', () => {
  const wrong = { id: 'one', status: 'open', parent: { id: 2.5, status: 'open' } };

  it('off: checks nothing', async () => {
    assert.deepEqual(await call(wrong, 'off', { limit: 99 }), []);
  });

  it('warn: reports and goes on', async () => {
    const [input, response] = await call(wrong, 'warn', { limit: 99 });
    assert.equal(input?.subject, 'input');
    assert.deepEqual(response?.issues.map(({ path }) => path), ['id', 'parent.id']);
  });

  it('strict: throws before it sends, or when the answer is wrong', async () => {
    await assert.rejects(call(wrong, 'strict', { limit: 99 }), (error) => error instanceof ValidationError && error.subject === 'input');
    assert.equal(server.received.length, 0);
    await assert.rejects(call(wrong, 'strict'), /invalid response: id: .*\(and 1 more\)/);
  });

  it('strict: new members and new values of enumerations are no failure', async () => {
    const [warning] = await call({ id: 1, status: 'archived', added: true }, 'strict');
    assert.deepEqual(warning?.issues, [{ path: 'status', message: 'Value is not among those the description lists' }]);
  });
});

/** Gives `ok`, `soft` (an unknown value of an enumeration) or `wrong`. */
function judge(schema: ReturnType<typeof s.unknown>, value: unknown): string {
  const result = schema.safeParse(value);
  if (result.success) return 'ok';
  return result.error.issues.every((issue) => issue.code === 'custom' && issue.params?.['soft'] === true) ? 'soft' : 'wrong';
}

describe('schemas', () => {
  const pet = s.discriminated('kind', { cat: s.object({ lives: s.integer() }), dog: s.object({ name: s.string() }) });
  for (const [name, schema, value, expected] of [
    ['integer beyond 2^53', s.integer(), 2 ** 60, 'ok'],
    ['integer beyond 2^53 as it is read', s.integer(), 2n ** 60n, 'soft'],
    ['integer of 64 bits', s.longInteger(), 2n ** 60n, 'ok'],
    ['small integer of 64 bits', s.longInteger(), 1, 'ok'],
    ['integer beyond 64 bits', s.longInteger({ max: 9223372036854775807n }), 9223372036854775808n, 'wrong'],
    ['integer below a limit', s.longInteger({ min: 10 }), 9, 'wrong'],
    ['no integer', s.longInteger(), 1.5, 'wrong'],
    ['digits beyond those of a number', s.number(), new ExactNumber('0.12345678901234567890'), 'soft'],
    ['exact number', s.exactNumber(), new ExactNumber('0.12345678901234567890'), 'ok'],
    ['exact number beyond a limit', s.exactNumber({ max: 1 }), new ExactNumber('1e400'), 'wrong'],
    ['exact number where a whole one is expected', s.integer(), new ExactNumber('0.12345678901234567890'), 'wrong'],
    ['infinite', s.number(), Infinity, 'wrong'],
    ['long multiple', s.integer({ multipleOf: 10 }), 12345678901234567890n, 'soft'],
    ['no long multiple', s.integer({ multipleOf: 10 }), 12345678901234567891n, 'wrong'],
    ['enumerated number, longer than all', s.openEnum([1, 2]), 12345678901234567891n, 'soft'],
    ['decimal multiple', s.number({ multipleOf: 0.1 }), 0.3, 'ok'],
    ['no multiple', s.number({ multipleOf: 0.1 }), 0.35, 'wrong'],
    ['exclusive limit', s.number({ above: 1 }), 1, 'wrong'],
    ['pattern', s.string({ pattern: /^a/u }), 'b', 'wrong'],
    ['date-time with offset', s.string({ format: 'date-time' }), '2026-01-31T12:00:00.5+01:00', 'ok'],
    ['no date', s.string({ format: 'date' }), '2026-13-41', 'wrong'],
    ['uuid of any version', s.string({ format: 'uuid' }), '00000000-0000-0000-0000-000000000000', 'ok'],
    ['known value', s.openEnum(['a', 1]), 1, 'ok'],
    ['unknown value', s.openEnum(['a', 'b']), 'c', 'soft'],
    ['another kind', s.openEnum(['a', 'b']), 3, 'wrong'],
    ['tag', s.literal('order'), 'invoice', 'wrong'],
    ['rest of an object', s.object({}, { a: s.string() }, s.integer()), { a: 'x', b: 'y' }, 'wrong'],
    ['record', s.record(s.boolean()), { a: true }, 'ok'],
    ['few items', s.array(s.unknown(), 2), [1], 'wrong'],
    ['tuple with more', s.tuple([s.string()], s.integer()), ['a', 1, 2], 'ok'],
    ['all of', s.allOf([s.object({ a: s.string() }), s.object({ b: s.string() })]), { a: '1' }, 'wrong'],
    ['any of, two fit', s.anyOf([s.string(), s.openEnum(['a'])]), 'a', 'ok'],
    ['option by tag', pet, { kind: 'dog', name: 'Rex' }, 'ok'],
    ['wrong option', pet, { kind: 'dog', lives: 9 }, 'wrong'],
    ['unknown option', pet, { kind: 'fish' }, 'soft'],
    ['no tag', pet, {}, 'wrong'],
  ] as const)
    it(`${name}: ${expected}`, () => assert.equal(judge(schema, value), expected));

  it('builds what it needs when it needs it', () => {
    let built = 0;
    const schema = s.lazy(() => {
      built += 1;
      return s.string();
    });
    s.object({ a: s.ref(schema) });
    assert.equal(built, 0);
    schema().parse('x');
    schema().parse('y');
    assert.equal(built, 1);
  });

  it('gives issues of parts the path of the whole', () => {
    const nested = s.object({ pets: s.array(s.allOf([pet])) });
    const result = nested.safeParse({ pets: [{ kind: 'cat', lives: 'nine' }] });
    assert.deepEqual(result.error?.issues[0]?.path, ['pets', 0, 'lives']);
  });
});
