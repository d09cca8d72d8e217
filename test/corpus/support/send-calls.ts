import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PackagePlan } from '../../../src/scaffold/emit/package/plan.ts';
import { sampleInput } from '../../../src/scaffold/emit/package/test-cases.ts';
import { refusalOf } from './prism.ts';

export interface Call {
  readonly group: string;
  readonly method: string;
  readonly input: object;
  /** For reports: `GET /orders/{id}`. */
  readonly operation: string;
}

export interface Refusal {
  readonly operation: string;
  readonly input: object;
  readonly reason: string;
}

/** Two calls of every method: with all that it takes, and with what it cannot do without. */
export function callsOf({ groups, schemas }: PackagePlan): readonly Call[] {
  return groups.flatMap(({ id: group, endpoints }) =>
    endpoints.flatMap((plan) =>
      [true, false].map((withOptional) => ({
        group,
        method: plan.id,
        input: sampleInput(plan, schemas.byIdentifier, { withOptional }).value,
        operation: plan.endpoint.key,
      })),
    ),
  );
}

type Client = Readonly<Record<string, Readonly<Record<string, (input: object) => PromiseLike<unknown>>>>>;

/** Makes the calls with the package in a folder; gives those that did not reach the server, or that it refuses. */
export async function send(calls: readonly Call[], folder: string, origin: string): Promise<readonly Refusal[]> {
  const load = async (file: string): Promise<unknown> => import(pathToFileURL(join(folder, file)).href);
  const { Client } = (await load('test/support/client.ts')) as { Client: new (options: object) => Client };
  const { testCredentials } = (await load('test/support/cases.ts')) as { testCredentials: (origin: string) => object };
  let reason: string | undefined;
  const client = new Client({
    baseUrl: origin,
    credentials: testCredentials(origin),
    rateLimit: false,
    retry: false,
    validation: 'off',
    fetch: async (url: URL | string, request: RequestInit) => {
      const { pathname, search } = new URL(url);
      if (pathname === '/oauth-token') return Response.json({ access_token: 'token', expires_in: 3600 });
      // An operation with a server of its own goes there whatever the client's base URL is; Prism takes its path as well.
      reason = await refusalOf(await fetch(new URL(pathname + search, origin), request));
      return new Response(null, { status: 204 });
    },
  });
  const refusals: Refusal[] = [];
  for (const { group, method, input, operation } of calls) {
    reason = 'nothing was sent';
    try {
      await client[group]?.[method]?.(input);
    } catch (error) {
      reason = String(error);
    }
    if (reason !== undefined) refusals.push({ operation, input, reason });
  }
  return refusals;
}
