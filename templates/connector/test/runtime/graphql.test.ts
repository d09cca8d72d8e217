import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { GraphqlError } from '../../src/runtime/graphql-error.ts';
import { type Answer, TestServer } from '../support/server.ts';
import { open, operation } from './support.ts';

let server: TestServer;
before(async () => {
  server = await TestServer.start();
});
after(() => server.close());

const answer = (body: unknown): Answer => ({ status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
const spec = operation({ method: 'POST', path: '/graphql', isGraphql: true });
const call = (): Promise<unknown> => open(server.origin, { validation: 'off' }).call(spec, {});

describe('errors of GraphQL, which come with status 200', () => {
  it('are thrown, also beside data', async () => {
    const errors = [{ message: 'Field is gone', extensions: { code: 'BAD' } }, { message: 'And another' }];
    server.prepare(answer({ data: { orders: [] }, errors }));
    await assert.rejects(call(), (error) => {
      assert.ok(error instanceof GraphqlError);
      assert.match(error.message, /Field is gone \(BAD\); And another/);
      assert.deepEqual([error.errors, error.data], [errors, { orders: [] }]);
      return true;
    });
    assert.equal(server.received.length, 1);
  });

  it('are tried again where the server was asked too often', async () => {
    server.prepare(answer({ data: null, errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }] }), answer({ data: 1 }));
    assert.deepEqual(await call(), { data: 1 });
  });

  it('are none where the list is empty, or the operation is another one', async () => {
    server.prepare(answer({ data: 1, errors: [] }), answer({ errors: ['part of the answer'] }));
    assert.deepEqual(await call(), { data: 1, errors: [] });
    const rest = open(server.origin, { validation: 'off' }).call(operation(), {});
    assert.deepEqual(await rest, { errors: ['part of the answer'] });
  });
});
