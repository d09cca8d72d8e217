import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { AuthMethod, Pagination } from '../../src/connector/definition.ts';
import { analyse } from '../../src/scaffold/analyse/analyse.ts';
import type { ConnectorEndpoint, ConnectorModel } from '../../src/scaffold/connector-model.ts';
import { emitDefinition } from '../../src/scaffold/emit/definition.ts';
import { readDescription } from '../../src/scaffold/project/read-description.ts';
import { corpus, descriptions } from './documents.ts';
import { conventions } from './truth/conventions.ts';

/** How each listing goes on, judged by hand from the descriptions; "open" where they do not say enough to know. */
const pages = Map.groupBy(
  readFileSync(join(import.meta.dirname, 'truth', 'pages.tsv'), 'utf8')
    .replace(/\n$/u, '')
    .split('\n')
    .slice(1)
    .map((line) => {
      const [document = '', operation = '', ...rest] = line.split('\t');
      return { document, operation, truth: rest.join(' ') };
    }),
  ({ document }) => document,
);

const models = new Map<string, ConnectorModel>();

async function modelOf(file: string): Promise<ConnectorModel> {
  const known = models.get(file);
  if (known !== undefined) return known;
  const { model } = await readDescription(join(corpus, file), { allowOutside: false });
  if (model === undefined) throw new Error(`${file} cannot be read`);
  const connector = analyse(model).model;
  models.set(file, connector);
  return connector;
}

/** As a line of the truth table. */
function shown(pagination: Pagination, { dataPath }: ConnectorEndpoint): string {
  const records = dataPath ?? '-';
  const place = 'in' in pagination ? (pagination.in ?? '') : '';
  switch (pagination.method) {
    case 'Page number parameter':
      return ['page', pagination.pageParameter, '', records, String(pagination.firstPage ?? place)].join(' ');
    case 'Limit offset':
      return ['offset', pagination.offsetParameter, pagination.limitParameter, records, place].join(' ');
    case 'Next page token':
      return ['token', pagination.tokenParameter, pagination.tokenPath, records, place].join(' ');
    case 'Next Page URL':
      return ['url', '', pagination.nextPath, records, ''].join(' ');
    case 'Link Header':
      return ['link', '', 'Link', records, ''].join(' ');
    case 'GraphQL Cursor':
    case 'NetSuite SOAP':
    case 'PeopleVox':
    case 'Custom relative URI':
    case 'Script':
    case 'default':
      return pagination.method;
  }
}

interface Score {
  listings: number;
  found: number;
  right: number;
  asked: number;
}
const scores: Record<string, Score> = {};
const facts = { auth: [0, 0], keys: [0, 0], rates: [0, 0] };
const wrong: string[] = [];

afterAll(() => {
  const sum = (key: keyof Score): number => Object.values(scores).reduce((total, one) => total + one[key], 0);
  const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;
  console.table(scores);
  console.table({
    'paging, recall': share(sum('right'), sum('listings')),
    'paging, precision': share(sum('right'), sum('found')),
    ...Object.fromEntries(Object.entries(facts).map(([name, [right = 0, all = 1]]) => [name, share(right, all)])),
  });
  if (wrong.length > 0) console.log(wrong.join('\n'));
});

describe('pages, as they were judged by hand', () => {
  it.each(descriptions)('%s', async (file) => {
    const { endpoints } = await modelOf(file);
    const truth = new Map((pages.get(file) ?? []).map(({ operation, truth: line }) => [operation, line]));
    const score: Score = { listings: 0, found: 0, right: 0, asked: 0 };
    for (const endpoint of endpoints) {
      const { key, pagination, openPages } = endpoint;
      const expected = truth.get(key);
      truth.delete(key);
      if (expected?.startsWith('open') === true) {
        // What the description leaves open has to be asked, never to be guessed as sure.
        const isAsked = openPages !== undefined || (pagination !== undefined && pagination.confidence !== 'high');
        if (isAsked) score.asked++;
        else wrong.push(`${file} ${key}: open, and not asked`);
        continue;
      }
      if (expected !== undefined) score.listings++;
      if (pagination === undefined) {
        if (expected !== undefined) wrong.push(`${file} ${key}: ${expected}, not found`);
        continue;
      }
      score.found++;
      const found = shown(pagination.value, endpoint);
      if (found === expected) score.right++;
      else wrong.push(`${file} ${key}: ${found}, and not ${expected ?? 'paged at all'}`);
    }
    expect([...truth.keys()]).toEqual([]);
    if (score.listings + score.found + score.asked > 0) scores[file] = score;
    expect(score.right).toBeGreaterThanOrEqual(score.listings * 0.97);
    expect(score.right).toBeGreaterThanOrEqual(score.found * 0.98);
  });
});

describe('authentication, idempotency keys and rate limits, as they were judged by hand', () => {
  const count = (kind: keyof typeof facts, found: unknown, expected: unknown, where: string): void => {
    const isRight = JSON.stringify(found) === JSON.stringify(expected);
    facts[kind] = [(facts[kind][0] ?? 0) + (isRight ? 1 : 0), (facts[kind][1] ?? 0) + 1];
    if (!isRight) wrong.push(`${where}: ${JSON.stringify(found)}, and not ${JSON.stringify(expected)}`);
  };

  it.each(descriptions)('%s', async (file) => {
    const model = await modelOf(file);
    const truth = conventions[file];
    if (truth === undefined) throw new Error(`${file} was not judged`);
    const methods = (emitDefinition(model).authMethods ?? []).filter(({ type }) => type !== 'none').map(shownAuth);
    count('auth', methods.toSorted(), truth.auth.toSorted(), `${file} auth`);
    for (const { key, operation, idempotencyKey } of model.endpoints) {
      if (operation.method === 'GET') continue;
      const found = idempotencyKey === undefined ? '' : Object.entries(idempotencyKey.value).flat().join(' ');
      const expected = Object.entries(truth.keys ?? {}).find(([at, operations]) =>
        operations === '*'
          ? operation.parameters.some(({ name, in: place }) => `${place} ${name}` === at)
          : operations.includes(key),
      );
      if (found !== '' || expected !== undefined) count('keys', found, expected?.[0] ?? '', `${file} ${key} key`);
    }
    const { rateLimit, endpoints } = model;
    const rateOf = (rate: typeof rateLimit): string =>
      rate === undefined ? '' : `${rate.value.count}/${rate.value.unit}`;
    if (truth.rate !== undefined || rateLimit !== undefined) count('rates', rateOf(rateLimit), truth.rate ?? '', file);
    const own = Map.groupBy(endpoints, (endpoint) => rateOf(endpoint.rateLimit));
    for (const rate of new Set([...own.keys(), ...Object.keys(truth.rates ?? {})]))
      if (rate !== '') count('rates', own.get(rate)?.length ?? 0, truth.rates?.[rate] ?? 0, `${file} rate ${rate}`);
  });

  it('are right in at least 95 % of all cases', () => {
    for (const [right = 0, all = 0] of Object.values(facts)) expect(right / all).toBeGreaterThanOrEqual(0.95);
  });
});

function shownAuth({ name, and = [], ...first }: AuthMethod): string {
  const parts = [first, ...and].map(({ type, apiKey, tokenPrefix, clientAuthentication }) =>
    [
      type,
      ...(apiKey === undefined ? [] : [apiKey.in, apiKey.name]),
      ...(tokenPrefix === undefined ? [] : [`"${tokenPrefix}"`]),
      ...(type.startsWith('oauth2') ? [clientAuthentication ?? 'body'] : []),
    ].join(' '),
  );
  return `${name}: ${parts.join(' + ')}`;
}
