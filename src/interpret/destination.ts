import type { RunContext } from '../contract/context.ts';
import { isRepeatable, shownEndpoint, type HttpClient } from '../contract/http-call.ts';
import type { InDoubt } from '../contract/events.ts';
import type { Origin } from '../contract/payload.ts';
import type { Side } from './resolve-side.ts';

const timeoutMs = 30_000;

/** Where a service pushes to. */
export interface Destination {
  /** True when nobody confirms what arrives: records are Sent and not OK. */
  readonly isFile: boolean;
  /** How many pushes may be under way at once. */
  readonly concurrency: number;
  /** True where the destination recognises a repetition. */
  readonly isRepeatable: boolean;
  readonly request: { readonly method: string; readonly url: string };
  /** `origin`: the record, to be named when nobody knows what became of it. */
  push(body: string, idempotencyKey: string, origin: Origin): Promise<void>;
  /** Lists a push that may happen, or have happened, twice. */
  doubt(origin: Origin, reason: InDoubt['reason']): Promise<void>;
}

export function openDestination(side: Side, context: RunContext, client: HttpClient): Destination {
  const { endpoint, instance, system } = side;
  // No retries: a later run pushes the record again.
  const call = { ...side, variables: {}, timeoutMs, retries: 0, step: 'push' };
  const request = shownEndpoint(side.connector, endpoint);
  const said = endpoint.concurrency ?? instance.concurrency;
  let underWay = 0;
  return {
    isFile: system.kind === 'file',
    // Where repetitions are not recognised, a run that is killed should leave no more than one push in doubt.
    concurrency: said ?? (isRepeatable(endpoint) ? Number(context.profile['connector.concurrency']) : 1),
    isRepeatable: isRepeatable(endpoint),
    request,
    async push(body, idempotencyKey, origin) {
      underWay++;
      if (underWay > 1 && said === undefined) context.assume('connector.concurrency');
      try {
        await client.send({ ...call, origin }, body, { idempotencyKey });
      } finally {
        underWay--;
      }
    },
    async doubt(origin, reason) {
      if (!isRepeatable(endpoint)) await context.doubt({ step: 'push', origin, request, reason });
    },
  };
}
