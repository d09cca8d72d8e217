import type { RunContext } from '../contract/context.ts';
import { isRunError } from '../contract/errors.ts';
import type { HttpClient } from '../contract/http-call.ts';
import { createHttpClient } from './http/client.ts';
import { createTransportClient, type TransportClient } from './transport/client.ts';

/** The client of one run: HTTP, and the other transports. */
export interface RunClient extends HttpClient {
  /**
   * Does what runs that ended well have left to be done. Errors: as the transport's; what was not done is left for a later
   * run.
   */
  cleanUp(): Promise<void>;
  close(): Promise<void>;
}

export function createClient(context: RunContext): RunClient {
  const http = createHttpClient(context);
  const transport = createTransportClient(context, http.counts);
  const clientFor = ({ protocol }: { readonly protocol: string }): HttpClient | TransportClient =>
    protocol === 'HTTP' ? http : transport;
  return {
    counts: http.counts,
    receive: (call) => clientFor(call.connector).receive(call),
    send: (call, body, options) => clientFor(call.connector).send(call, body, options),
    claim: (call) => clientFor(call.connector).claim(call),
    async cleanUp() {
      const { journal } = context;
      for (const cleanup of await journal.dueCleanups()) {
        await transport.cleanUp(cleanup);
        await journal.finishCleanup(cleanup);
      }
    },
    close: () => transport.close(),
  };
}

/** After a run that has done everything else: what cannot be done now is done in front of the next run. */
export async function cleanUpAfter(client: RunClient, context: RunContext): Promise<void> {
  try {
    await client.cleanUp();
  } catch (error) {
    if (!isRunError(error)) throw error;
    context.warn(`${error.message} What was to become of the files that were read is done in front of the next run.`);
  }
}
