import { describe, expect, it } from 'vitest';
import { sideBySide } from './side-by-side.ts';

interface Job {
  readonly name: string;
  readonly finish: () => void;
  readonly fail: (error: Error) => void;
}

/** Work that ends when the test says so. */
function openWork(): { readonly jobs: Job[]; readonly work: (name: string) => Promise<string> } {
  const jobs: Job[] = [];
  return {
    jobs,
    work: (name) =>
      new Promise((resolve, reject) => jobs.push({ name, finish: () => resolve(`${name} done`), fail: reject })),
  };
}

async function* list(...names: readonly (string | Error)[]): AsyncGenerator<string> {
  for (const name of names) {
    if (name instanceof Error) throw name;
    yield name;
  }
}

const turn = async (): Promise<void> => {
  for (let step = 0; step < 50; step++) await Promise.resolve();
};

function start(
  inputs: AsyncIterable<string>,
  work: (name: string) => Promise<string>,
  limit = 2,
): { readonly results: string[]; readonly end: Promise<unknown> } {
  const results: string[] = [];
  const options = { limit, prepare: (name: string) => name, orderKey: (name: string) => name[0], work };
  const end = (async () => {
    for await (const result of sideBySide(inputs, options)) results.push(result);
    return 'ended';
  })().catch((error: unknown) => error);
  return { results, end };
}

describe('working side by side', () => {
  it('keeps to the limit, and yields results in the order of the inputs', async () => {
    const { jobs, work } = openWork();
    const { results, end } = start(list('a', 'b', 'c'), work);
    await turn();
    expect(jobs.map(({ name }) => name)).toEqual(['a', 'b']);
    jobs[1]?.finish();
    await turn();
    expect(jobs.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    jobs[2]?.finish();
    await turn();
    expect(results).toEqual([]);
    jobs[0]?.finish();
    expect(await end).toBe('ended');
    expect(results).toEqual(['a done', 'b done', 'c done']);
  });

  it('works on inputs of one key one after the other, and lets others pass them', async () => {
    const { jobs, work } = openWork();
    const { results, end } = start(list('a1', 'a2', 'b1'), work);
    await turn();
    expect(jobs.map(({ name }) => name)).toEqual(['a1', 'b1']);
    jobs[0]?.finish();
    await turn();
    expect(jobs.map(({ name }) => name)).toEqual(['a1', 'b1', 'a2']);
    for (const { finish } of jobs) finish();
    await end;
    expect(results).toEqual(['a1 done', 'a2 done', 'b1 done']);
  });

  it('with a limit of one touches nothing before the result in front has been taken', async () => {
    const touched: string[] = [];
    const options = {
      limit: 1,
      prepare: (name: string) => (touched.push(`prepare ${name}`), name),
      orderKey: () => undefined,
      work: (name: string) => Promise.resolve(name),
    };
    for await (const result of sideBySide(list('a', 'b'), options)) touched.push(`take ${result}`);
    expect(touched).toEqual(['prepare a', 'take a', 'prepare b', 'take b']);
  });

  it('starts nothing after a failure, waits for what is under way, yields it, and then fails', async () => {
    const { jobs, work } = openWork();
    const { results, end } = start(list('a', 'b', 'c', 'd'), work);
    await turn();
    jobs[0]?.fail(new Error('no'));
    await turn();
    expect(jobs.map(({ name }) => name)).toEqual(['a', 'b']);
    jobs[1]?.finish();
    expect(await end).toMatchObject({ message: 'no' });
    expect(results).toEqual(['b done']);
  });

  it('finishes what has started when the inputs fail', async () => {
    const { jobs, work } = openWork();
    const { results, end } = start(list('a', 'b', new Error('page 2')), work);
    await turn();
    for (const { finish } of jobs) finish();
    expect(await end).toMatchObject({ message: 'page 2' });
    expect(results).toEqual(['a done', 'b done']);
  });
});
