import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** Source and sink in one: what it lists, and what it was sent. */
export interface ThirdParty {
  readonly origin: string;
  /** How often each record was taken, by id. */
  readonly taken: ReadonlyMap<number, number>;
  /** Idempotency keys that came with each record, by id. */
  readonly keys: ReadonlyMap<number, ReadonlySet<string>>;
  /** Calls the listener at each request that arrives and each answer that leaves, with their number from now on. */
  watch(listener: ((event: number) => void) | undefined): void;
  /** Forgets what it was sent. */
  reset(): void;
  close(): Promise<void>;
}

const pageSize = 100;

/** `random` decides how many milliseconds each answer of the sink takes: several requests are under way at once. */
export async function startThirdParty(
  records: number,
  honoursKeys: boolean,
  random: () => number,
): Promise<ThirdParty> {
  const taken = new Map<number, number>();
  const keys = new Map<number, Set<string>>();
  const known = new Set<string>();
  let origin = '';
  let events = 0;
  let listener: ((event: number) => void) | undefined;
  const happened = (): void => {
    events++;
    listener?.(events);
  };

  const list = (page: number): object => {
    const first = (page - 1) * pageSize + 1;
    const ids = Array.from(
      { length: Math.max(0, Math.min(pageSize, records - first + 1)) },
      (_, index) => first + index,
    );
    const orders = ids.map((id) => ({
      id,
      number: `ORD-${String(id).padStart(6, '0')}`,
      total: id / 4,
      status: 'paid',
    }));
    return { orders, ...(first + pageSize > records ? {} : { next: `${origin}/orders?page=${page + 1}` }) };
  };
  const take = (body: string, key: string | undefined): void => {
    const { id } = JSON.parse(body) as { id: number }; // every world sends single records with an id
    if (key !== undefined) keys.set(id, (keys.get(id) ?? new Set()).add(key));
    if (honoursKeys && key !== undefined && known.has(key)) return;
    if (key !== undefined) known.add(key);
    taken.set(id, (taken.get(id) ?? 0) + 1);
  };
  const answer = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer); // a request without an encoding yields buffers
    happened();
    const send = (status: number, value: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value), happened);
    };
    const url = new URL(request.url ?? '/', origin);
    if (request.method === 'GET') return send(200, list(Number(url.searchParams.get('page') ?? 1)));
    const key = request.headers['idempotency-key'];
    take(Buffer.concat(parts).toString(), typeof key === 'string' ? key : undefined);
    await new Promise((resolve) => setTimeout(resolve, random() * 4));
    send(201, { ok: true });
  };
  // A request that breaks off has nobody to answer to.
  const server = http.createServer((request, response) => void answer(request, response).catch(() => undefined));
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // listening on TCP gives an AddressInfo
  return {
    origin,
    taken,
    keys,
    watch(next) {
      events = 0;
      listener = next;
    },
    reset() {
      for (const memory of [taken, keys, known]) memory.clear();
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
