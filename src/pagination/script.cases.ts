import type { CaseExchange, PaginationCase } from '../contract/cases.ts';

const options = { script: { name: 'Pages' } };
const page = (request: string, ids: readonly number[], headers: Record<string, string> = {}): CaseExchange => ({
  request,
  answer: { headers, body: { items: ids.map((id) => ({ id })) } },
});
const endpoint = { dataPath: 'items' };
const pages = (code: string): object[] => [{ name: 'Pages', language: 'javascript', code }];
const returns = (value: string): object[] => pages(`module.exports = () => ({ payload: ${value} });`);

export default [
  {
    shows: 'The script gets request and response as JSON, and returns the next request. Header values are lists.',
    options,
    endpoint,
    scripts: pages(`module.exports = ({ payload }) => {
  const { request, response } = JSON.parse(payload);
  const after = response.headers['x-after']?.[0];
  const url = request.url.split('?')[0] + '?after=' + after;
  return { payload: JSON.stringify({ ...request, url, has_next_page: response.status_code === 200 && after !== undefined }) };
};`),
    exchanges: [
      page('GET /orders', [1, 2], { 'x-after': '2' }),
      page('GET /orders?after=2', [3], { 'x-after': '3' }),
      page('GET /orders?after=3', [4]),
    ],
  },
  {
    shows: 'Method, headers and body as the script says.',
    options,
    endpoint,
    scripts: pages(`module.exports = ({ payload }) => {
  const { payload: page } = JSON.parse(payload);
  const last = JSON.parse(page).items.at(-1).id;
  const next = { url: '/search', method: 'post', headers: { 'X-Shop': ['uk'], 'Content-Type': 'application/json' }, body: { after: last } };
  return { payload: JSON.stringify({ has_next_page: last < 3, ...next }) };
};`),
    exchanges: [
      page('GET /orders', [1]),
      {
        ...page('POST /search', [2]),
        headers: { 'x-shop': 'uk', 'content-type': 'application/json' },
        body: { after: 1 },
      },
      { ...page('POST /search', [3]), headers: { 'x-shop': 'uk' }, body: { after: 2 } },
    ],
  },
  {
    shows: 'The same request again, another host, or an answer that cannot be used end the pull.',
    options,
    endpoint,
    scripts: returns(`JSON.stringify({ has_next_page: true, url: '/orders' })`),
    exchanges: [page('GET /orders', [1])],
    gives: [],
    fails: 'run/pagination-loop',
  },
  {
    options,
    endpoint,
    scripts: returns(`JSON.stringify({ has_next_page: true, url: 'https://elsewhere.example/x' })`),
    exchanges: [page('GET /orders', [1])],
    gives: [],
    fails: 'run/page-elsewhere',
  },
  ...[
    `JSON.stringify({ has_next_page: 'yes', url: '/x' })`,
    `JSON.stringify({ has_next_page: true })`,
    `JSON.stringify({ has_next_page: true, url: '/x', headers: 'none' })`,
    `JSON.stringify({ has_next_page: true, url: '/x', method: 7 })`,
    `'no JSON'`,
    'undefined',
  ].map((value): PaginationCase => ({
    options,
    endpoint,
    scripts: returns(value),
    exchanges: [page('GET /orders', [1])],
    gives: [],
    fails: 'run/bad-next-page',
  })),
  {
    options,
    endpoint,
    scripts: pages('module.exports = () => { throw new Error("no"); };'),
    exchanges: [page('GET /orders', [1])],
    gives: [],
    fails: 'run/script-failed',
  },
  { options, endpoint, exchanges: [], gives: [], fails: 'run/unknown-script' },
] as const satisfies readonly PaginationCase[];
