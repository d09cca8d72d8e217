import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { ParameterSpec } from '../../src/runtime/operation.ts';
import { serialiseParameters } from '../../src/runtime/serialise.ts';

const list = ['blue', 'black', 'a b'];
const object = { R: 100, G: 200 };

// The table of OpenAPI 3.1, "Style Examples", and the collection formats of Swagger 2.0.
const queries: [Omit<ParameterSpec, 'name' | 'in'>, unknown, string][] = [
  [{}, 'blue', 'color=blue'],
  [{}, '', 'color='],
  [{}, 'ä&=/', 'color=%C3%A4%26%3D%2F'],
  [{}, list, 'color=blue&color=black&color=a%20b'],
  [{}, [], ''],
  [{ explode: false }, list, 'color=blue,black,a%20b'],
  [{}, object, 'R=100&G=200'],
  [{ explode: false }, object, 'color=R,100,G,200'],
  [{ style: 'spaceDelimited', explode: false }, list, 'color=blue%20black%20a%20b'],
  [{ style: 'pipeDelimited', explode: false }, list, 'color=blue%7Cblack%7Ca%20b'],
  [{ style: 'tabDelimited', explode: false }, list, 'color=blue%09black%09a%20b'],
  [{ style: 'deepObject', explode: true }, object, 'color[R]=100&color[G]=200'],
  [{ style: 'deepObject' }, { a: { b: [1, 2] }, c: undefined }, 'color[a][b][0]=1&color[a][b][1]=2'],
  [{ json: true }, object, 'color=%7B%22R%22%3A100%2C%22G%22%3A200%7D'],
  [{ allowReserved: true }, 'a/b?c=d e', 'color=a/b?c=d%20e'],
  [{ allowReserved: true }, 'a&b#c', 'color=a%26b%23c'],
  [{}, new Date(0), 'color=1970-01-01T00%3A00%3A00.000Z'],
  [{}, true, 'color=true'],
  [{}, undefined, ''],
];

for (const [spec, value, expected] of queries)
  it(`query ${JSON.stringify(spec)} ${JSON.stringify(value)}`, () => {
    const { query } = serialiseParameters('/', [{ name: 'color', in: 'query', ...spec }], { color: value });
    assert.equal(query, expected);
  });

const paths: [Omit<ParameterSpec, 'name' | 'in'>, unknown, string][] = [
  [{}, 'blue', 'blue'],
  [{}, list, 'blue,black,a%20b'],
  [{}, object, 'R,100,G,200'],
  [{ explode: true }, object, 'R=100,G=200'],
  [{ style: 'label' }, 'blue', '.blue'],
  [{ style: 'label', explode: true }, list, '.blue.black.a%20b'],
  [{ style: 'matrix' }, list, ';color=blue,black,a%20b'],
  [{ style: 'matrix', explode: true }, list, ';color=blue;color=black;color=a%20b'],
  [{ style: 'matrix', explode: true }, object, ';R=100;G=200'],
  [{}, 'a/b', 'a%2Fb'],
  [{}, '..', '%2E%2E'],
  [{}, '$&', '%24%26'],
];

for (const [spec, value, expected] of paths)
  it(`path ${JSON.stringify(spec)} ${JSON.stringify(value)}`, () => {
    const { path } = serialiseParameters('/x/{color}/y', [{ name: 'color', in: 'path', ...spec }], { color: value });
    assert.equal(path, `/x/${expected}/y`);
  });

it('puts headers and cookies where they belong, by their own names', () => {
  const { headers, cookies, query } = serialiseParameters(
    '/',
    [
      { name: 'X-Ids', in: 'header', key: 'ids' },
      { name: 'session', in: 'cookie' },
      { name: 'id', in: 'query', key: 'idInQuery' },
    ],
    { ids: [1, 2], session: 'a;b', idInQuery: 3 },
  );
  assert.deepEqual(headers, [['X-Ids', '1,2']]);
  assert.deepEqual(cookies, ['session=a%3Bb']);
  assert.equal(query, 'id=3');
});

it('takes own members only, and refuses a path with a hole', () => {
  assert.equal(serialiseParameters('/', [{ name: 'constructor', in: 'query' }], {}).query, '');
  assert.throws(() => serialiseParameters('/{id}', [{ name: 'id', in: 'path' }], {}), /"id" is missing/);
});
