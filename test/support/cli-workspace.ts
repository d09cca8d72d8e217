import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flowOf, pull, push } from './flows.ts';
import { startServer, type Answer, type Received, type TestServer } from './http-server.ts';

export interface CliWorkspace {
  readonly folder: string;
  /** Pulls the records, and pushes them one by one inside a try/catch. */
  readonly flow: string;
  readonly log: string;
  readonly state: string;
  readonly server: TestServer;
  /** Requests that brought a record. */
  readonly pushed: () => readonly Received[];
  close(): Promise<void>;
}

/** A folder with a flow and an instance for the command, and a third party that lists these records. */
export async function cliWorkspace(
  records: readonly object[],
  sink: (request: Received, count: number) => Answer | 'drop' = () => ({ status: 204 }),
  { pushUrl = 'orders', pushStep = {} }: { readonly pushUrl?: string; readonly pushStep?: object } = {},
): Promise<CliWorkspace> {
  const folder = mkdtempSync(join(tmpdir(), 'repatch-workspace-'));
  let count = 0;
  const server = await startServer((request) =>
    request.method === 'GET' ? { json: records } : sink(request, ++count),
  );
  const endpoints = [
    { name: 'List orders', direction: 'Receive', method: 'GET', url: 'orders' },
    { name: 'Create order', direction: 'Send', method: 'POST', url: pushUrl },
  ];
  const single = { name: 'Single', microservice: 'batch', config: { path: '*', size: 1, do_not_wrap_single: true } };
  const guard = {
    name: 'Guard',
    microservice: 'try-catch',
    config: {},
    routes: [
      { name: 'Try', first_step: 'Push' },
      { name: 'Catch', first_step: 'Tell' },
    ],
  };
  const tell = {
    name: 'Tell',
    microservice: 'notify',
    config: { level: 'error', channels: 'log', template: 'an order failed' },
  };
  mkdirSync(join(folder, 'flows'));
  const flow = join(folder, 'flows', 'orders.flow.json');
  writeFileSync(flow, JSON.stringify(flowOf([pull(), single, guard, { ...push(), ...pushStep }, tell], { endpoints })));
  const instance = { name: 'Shop', connector: 'shop', values: { baseUrl: server.origin } };
  writeFileSync(
    join(folder, 'instances.yaml'),
    JSON.stringify({ format: 'repatch-instances', formatVersion: 1, instances: [instance] }),
  );
  writeFileSync(join(folder, 'repatch.config.yaml'), 'instances: instances.yaml\n');
  return {
    folder,
    flow,
    log: join(folder, 'run.jsonl'),
    state: join(folder, '.repatch'),
    server,
    pushed: () => server.received.filter(({ method }) => method === 'POST'),
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function orders(count: number): readonly object[] {
  return Array.from({ length: count }, (_, index) => ({ id: `ORD-${String(index + 1).padStart(4, '0')}` }));
}
