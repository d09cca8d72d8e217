import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SoapCaller, SoapClientOptions } from '../../src/soap/caller.ts';
import { SoapFaultError } from '../../src/soap/errors.ts';
import type { OperationTable } from '../../src/soap/operations.ts';
import { Schema } from '../../src/soap/tables.ts';
import { tables } from '../../src/tables.ts';
import { Sampler } from './sample.ts';
import { startStandIn, type Answer, type Call } from './stand-in.ts';

/** A client as the tests see it: operations by name. */
interface AnyClient {
  readonly soap: Pick<SoapCaller<never>, never> & {
    call(name: string, input: unknown, options: { headers: unknown }): Promise<{ body: unknown; headers: unknown }>;
  };
}

/** Tests every operation of a port: request, answer, headers and declared faults come through as they were sent. */
export function testPort(Client: new (options: SoapClientOptions<never>) => unknown, port: string): void {
  const schema = new Schema(tables.schema);
  const operations = Object.entries(tables.ports[port]?.operations ?? {});

  describe(port, () => {
    for (const [method, text] of operations) {
      const operation = JSON.parse(text) as OperationTable; // written by the generator
      it(method, () => testOperation(method, operation));
    }
  });

  async function testOperation(method: string, operation: OperationTable): Promise<void> {
    const sampler = new Sampler(schema, seedOf(method));
    const input = sampler.message(operation.input) ?? {};
    const headers = sampler.parts(operation.input.headers ?? []);
    const body = operation.output === undefined ? undefined : sampler.message(operation.output);
    const replyHeaders = sampler.parts(operation.output?.headers ?? []);
    const calls: Call[] = [];
    const answers: Answer[] = [{ body, headers: replyHeaders }];
    const faults = (operation.faults ?? []).map((fault) => ({ name: fault.fault, value: sampler.value(fault.t) }));
    for (const fault of faults) answers.push({ fault: { reason: 'As described.', ...fault } });
    await using standIn = await startStandIn(tables, port, (call) => {
      calls.push(call);
      return answers.shift() ?? { fault: { reason: 'Nothing is left to answer.' } };
    });
    // Generated classes differ in their operations, which are called by name here.
    const client = new Client({ port: port as never, endpoint: standIn.url, validation: 'strict' }) as AnyClient;
    const reply = await client.soap.call(method, input, { headers });
    assert.deepEqual(calls, [{ method, input, headers }]);
    assert.deepEqual(reply, { body, headers: operation.output === undefined ? {} : replyHeaders });
    for (const { name, value } of faults) {
      const error: unknown = await client.soap.call(method, input, { headers }).catch((thrown: unknown) => thrown);
      assert.ok(error instanceof SoapFaultError, String(error));
      assert.deepEqual({ name: error.fault, value: error.value }, { name, value });
    }
  }
}

function seedOf(text: string): number {
  return Array.from(text).reduce((seed, character) => (Math.imul(seed, 31) + (character.codePointAt(0) ?? 0)) >>> 0, 7);
}
