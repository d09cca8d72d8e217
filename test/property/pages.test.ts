import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HttpPort } from '../../src/contract/ports.ts';
import { parseJson } from '../../src/text/json-codec.ts';
import { createHttpPort } from '../../src/workspace/ports/http.ts';
import { startServer, type TestServer } from '../support/http-server.ts';
import { generateList, type GeneratedList, type ListAnswer, type ListRequest } from '../support/lists/generate-list.ts';
import { randomOf } from '../support/lists/random.ts';
import { isForPackages, readWithPackage, readWithRuntime, type Reading } from '../support/lists/read-lists.ts';

/**
 * Page law: of any list, each record arrives once, or the reading fails with a code. How many lists: the environment
 * variable REPATCH_LAW_RUNS; fewer by default.
 */
const lists = Number(process.env['REPATCH_LAW_RUNS'] ?? 400);
const firstSeed = Number(process.env['REPATCH_LAW_SEED'] ?? 1);
const overHttp = Math.min(lists, 60);

/** What a reading breaks of the law; `undefined`: nothing. */
function broken(list: GeneratedList, { records, failure, requests, leftOver }: Reading): string | undefined {
  if (leftOver > 0) return `${leftOver} requests were left over`;
  if (requests > 2 * list.pages + 30) return `${requests} requests for ${list.pages} pages`;
  if (failure !== undefined) return list.isSound ? `fails with ${failure}, and nothing is in doubt` : undefined;
  const left = countsOf(records);
  for (const record of list.lasting) {
    if ((left.get(record) ?? 0) === 0) return `${record} is missing`;
    left.set(record, (left.get(record) ?? 0) - 1);
  }
  for (const record of list.passing) left.set(record, Math.max(0, (left.get(record) ?? 0) - 1));
  for (const [record, count] of left) if (count > 0) return `${record} came ${count} more than once`;
  return undefined;
}

function countsOf(records: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const record of records) counts.set(record, (counts.get(record) ?? 0) + 1);
  return counts;
}

type Read = (list: GeneratedList, seed: number) => Promise<Reading>;

/** Reads all lists, and says of each that breaks the law how, and what it is like. */
async function judge(
  count: number,
  read: Read,
  fits: (list: GeneratedList) => boolean = () => true,
): Promise<readonly string[]> {
  const faults: string[] = [];
  let [sound, failed] = [0, 0];
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    const list = generateList(seed);
    if (!fits(list)) continue;
    const reading = await read(list, seed);
    if (list.isSound) sound++;
    if (reading.failure !== undefined) failed++;
    const what = broken(list, reading);
    if (what !== undefined) faults.push(`seed ${seed}: ${what}: ${list.pagination.method} ${list.traits}`);
  }
  // The law says something only if lists are read, and some are not.
  expect([sound > 0, failed > 0]).toEqual([true, true]);
  return faults;
}

describe('page law', () => {
  it('holds for flows, one request after the other', { timeout: 600_000 }, async () => {
    expect(await judge(lists, (list, seed) => readWithRuntime(list, randomOf(-seed), 1))).toEqual([]);
  });

  it('holds for flows, pages asked for ahead and answered in any order', { timeout: 600_000 }, async () => {
    expect(await judge(lists, (list, seed) => readWithRuntime(list, randomOf(-seed)))).toEqual([]);
  });

  it('holds for generated packages', { timeout: 600_000 }, async () => {
    expect(await judge(lists, (list, seed) => readWithPackage(list, randomOf(-seed), 0), isForPackages)).toEqual([]);
    expect(await judge(lists, (list, seed) => readWithPackage(list, randomOf(-seed), 5), isForPackages)).toEqual([]);
  });
});

describe('page law over HTTP', () => {
  let server: TestServer;
  let port: HttpPort;
  let serve: (request: ListRequest) => ListAnswer;
  beforeAll(async () => {
    port = createHttpPort();
    server = await startServer(({ url, body }) => {
      const { text, ...answer } = serve({ url, body: body === '' ? undefined : parseJson(body) });
      return { ...answer, json: parseJson(text) };
    });
  });
  afterAll(async () => {
    await port.close();
    await server.close();
  });

  it('holds for flows', { timeout: 600_000 }, async () => {
    const read: Read = (list, seed) => {
      serve = list.open();
      return readWithRuntime(list, randomOf(-seed), undefined, { port, origin: server.origin });
    };
    expect(await judge(overHttp, read)).toEqual([]);
  });
});
