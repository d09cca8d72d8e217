import type { RunContext } from '../../contract/context.ts';
import type { TransportCall, TransportSession } from '../../contract/define-transport.ts';
import { isRunError, located, TerminalError } from '../../contract/errors.ts';
import type { EndpointCall, HttpClient, ReceivedPage, SendOptions } from '../../contract/http-call.ts';
import type { Cleanup } from '../../contract/journal.ts';
import { withMeta, type Payload } from '../../contract/payload.ts';
import { utf8Of } from '../../text/decode-text.ts';
import { parseJson, parseJsonBytes } from '../../text/json-codec.ts';
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
    if (given.parameters !== undefined && given.parameters.length > 0) throw filtersOfHttp(given);
    const transport = await open(given.connector, given.instance);
    return { session: transport.session, call: callOf(given, transport, context) };
  };
  return {
    receive: (call) => receive(call, prepare, context, counts),
    async send(given, body, options = {}) {
      const { session, call } = await prepare(given).catch(unsent);
      const bytes = Buffer.from(body);
      const answer = await session.write(call, bytes, {
        key: options.idempotencyKey ?? '',
        isRepetition: options.isRepetition ?? false,
        records: () => readRecords(bytes, options, given, context),
      });
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

/** Left out, a filter would let through what nobody wants. */
function filtersOfHttp({ endpoint, step, connector }: EndpointCall): TerminalError {
  return new TerminalError({
    code: 'run/bad-endpoint',
    message: `Step "${step}" has filters, which are parameters of HTTP, and "${endpoint.name}" is reached by ${connector.protocol}.`,
    help: 'Give values as variables of the step; a query or a path uses them as {{variable}}.',
    step,
  });
}

/** What fails in front of the connection has certainly not arrived. */
function unsent(error: unknown): never {
  throw isRunError(error) ? error.with({ wasSent: false }) : error;
}

/** JSON and CSV have records; XML names none. */
async function readRecords(
  bytes: Uint8Array,
  { format = 'json', charset }: SendOptions,
  { endpoint, step }: EndpointCall,
  { codecs }: RunContext,
): Promise<readonly unknown[]> {
  const text = charset === undefined ? bytes : utf8Of(bytes, `text/plain; charset=${charset}`);
  let value: unknown;
  if (format === 'json') value = bytes.length === 0 ? [] : parseJsonBytes(text);
  else if (format === 'csv') value = (await codecs.load('csv'))?.read(text, endpoint.csv).value;
  if (Array.isArray(value)) return value;
  if (value !== undefined) return [value];
  throw new TerminalError({
    code: 'run/not-expressible',
    message: `Step "${step}" sends ${format === 'txt' ? 'text' : format.toUpperCase()} to "${endpoint.name}", which takes records.`,
    help: 'Make JSON of it in front of the step, with a map or a script.',
    step,
    wasSent: false,
  });
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
