import type { RunContext } from '../../contract/context.ts';
import type { TransportCall, TransportSession } from '../../contract/define-transport.ts';
import { isRunError, located, TerminalError } from '../../contract/errors.ts';
import type { EndpointCall, HttpClient, ReceivedPage, SendOptions } from '../../contract/http-call.ts';
import type { Cleanup } from '../../contract/journal.ts';
import { withMeta, type Payload } from '../../contract/payload.ts';
import { parseJson } from '../../text/json-codec.ts';
import { readAnswer } from '../http/read-answer.ts';
import { callOf } from './call.ts';
import { openTransport, type OpenedTransport } from './open-transport.ts';

/** The client for connectors that are not reached by HTTP. */
export interface TransportClient extends Omit<HttpClient, 'counts'> {
  /** Does what was to be done after a run with what it has read. Errors: as the transport's. */
  cleanUp(cleanup: Cleanup): Promise<void>;
  close(): Promise<void>;
}

export function createTransportClient(context: RunContext, counts: HttpClient['counts']): TransportClient {
  const opened = new Map<string, Promise<OpenedTransport>>();
  const open = (connector: EndpointCall['connector'], instance: EndpointCall['instance']): Promise<OpenedTransport> => {
    const key = `${connector.name}\u001F${instance.name}`;
    let one = opened.get(key);
    if (one === undefined) opened.set(key, (one = openTransport(connector, instance, context)));
    return one;
  };
  const prepare = async (
    given: EndpointCall,
  ): Promise<{ readonly session: TransportSession; readonly call: TransportCall }> => {
    if (given.judge !== undefined) throw scriptWithoutAnswer(given);
    const transport = await open(given.connector, given.instance);
    return { session: transport.session, call: callOf(given, transport, context) };
  };
  return {
    receive: (call) => receive(call, prepare, context, counts),
    async send(given, body, options = {}) {
      const { session, call } = await prepare(given).catch(unsent);
      const answer = await session.write(call, Buffer.from(body), writeOptions(options));
      counts.sent++;
      return { status: 200, payload: answer === undefined ? undefined : answerOf(answer) };
    },
    async claim(given) {
      const { session, call } = await prepare(given).catch(unsent);
      session.claim(call);
    },
    async cleanUp({ connector: name, instance: instanceName, what }) {
      const connector = context.catalogue.connectors.get(name);
      const instance = context.catalogue.instances.get(instanceName);
      if (connector === undefined || instance === undefined) return;
      const { session } = await open(connector, instance);
      await session.cleanUp(what);
    },
    async close() {
      for (const one of opened.values()) {
        const transport = await one.catch(() => undefined); // who opened it has been told
        await transport?.session.close();
      }
    },
  };
}

/** Files and rows come without the status and the headers that a response script judges. */
function scriptWithoutAnswer({ endpoint, step, connector }: EndpointCall): TerminalError {
  return new TerminalError({
    code: 'run/bad-endpoint',
    message: `Step "${step}" has a response script, and "${endpoint.name}" is reached by ${connector.protocol}, which has no responses.`,
    help: 'Put a script step behind the step instead.',
    step,
  });
}

/** What fails in front of the connection has certainly not arrived. */
function unsent(error: unknown): never {
  throw isRunError(error) ? error.with({ wasSent: false }) : error;
}

function writeOptions({ idempotencyKey = '', isRepetition = false }: SendOptions): {
  key: string;
  isRepetition: boolean;
} {
  return { key: idempotencyKey, isRepetition };
}

function answerOf(text: string): Payload {
  const bytes = Buffer.from(text);
  return { value: parseJson(text), format: 'json', meta: {}, encoded: bytes, bytes: bytes.length };
}

async function* receive(
  given: EndpointCall,
  prepare: (given: EndpointCall) => Promise<{ readonly session: TransportSession; readonly call: TransportCall }>,
  context: RunContext,
  counts: HttpClient['counts'],
): AsyncGenerator<ReceivedPage> {
  const { session, call } = await prepare(given);
  let page = 0;
  for await (const { name, body, contentType, meta, records, cleanup } of session.read(call)) {
    page++;
    let payload: Payload;
    try {
      const answer = { status: 200, headers: { 'content-type': contentType }, body };
      payload = await readAnswer(answer, given, { page, codecs: context.codecs });
    } catch (error) {
      throw located(isRunError(error) ? error.with({ message: `${name}: ${error.message}` }) : error, given.step);
    }
    if (cleanup !== undefined) {
      const { connector, instance } = given;
      await context.journal.noteCleanup({ connector: connector.name, instance: instance.name, what: cleanup });
    }
    counts.received++;
    counts.records += records ?? 0;
    yield { payload: withMeta(payload, meta), status: 200, page };
  }
}
