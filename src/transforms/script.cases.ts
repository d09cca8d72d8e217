import type { TransformCase } from '../contract/cases.ts';

function script(code: string, more: object = {}): { name: string; language: string; code: string; version?: number } {
  return { name: 'Tidy up', language: 'javascript', code, ...more };
}

const upper = script(
  'module.exports = async ({ payload }) => ({ payload: payload === null ? "none" : payload.toUpperCase() });',
);
const double = script('module.exports = ({ payload }) => ({ payload: Number(payload) * 2 });');

export default [
  {
    shows: 'Text goes in as it is, everything else as JSON; a missing value as null.',
    arguments: { script: 'Tidy up' },
    scripts: [upper],
    gives: [
      ['red', 'RED'],
      [null, 'none'],
      [true, 'TRUE'],
      [['a', 1], '["A",1]'],
      [{ a: 'b' }, '{"A":"B"}'],
    ],
  },
  {
    shows: 'A payload that is no text is the value.',
    arguments: { script: 'Tidy up' },
    scripts: [double],
    gives: [
      [21, 42],
      ['1.5', 3],
    ],
  },
  {
    shows: 'Text that the script returns is read as JSON where the function says so.',
    arguments: { script: 'Tidy up', output: 'json' },
    scripts: [script('module.exports = ({ payload }) => ({ payload: JSON.stringify(payload.split("-")) });')],
    gives: [['a-b', ['a', 'b']]],
  },
  {
    arguments: { script: 'Tidy up', output: 'text' },
    scripts: [script('module.exports = ({ payload }) => ({ payload: JSON.stringify(payload.split("-")) });')],
    gives: [['a-b', '["a","b"]']],
  },
  {
    arguments: { script: 'Tidy up', output: 'json' },
    scripts: [script('module.exports = (data) => data;')],
    gives: [['12', 12]],
    refuses: [['a b', 'returned text that is no JSON']],
  },
  {
    arguments: { script: 'Tidy up', version: 1 },
    scripts: [
      upper,
      script(upper.code, { version: 1 }),
      script('module.exports = () => ({ payload: "2" });', { version: 2 }),
    ],
    gives: [['red', 'RED']],
  },
  {
    shows: 'Nothing returned leaves the value as it was.',
    arguments: { script: 'Tidy up' },
    scripts: [script('module.exports = ({ payload }) => (payload === "a" ? undefined : { payload: null });')],
    gives: [
      ['a', 'a'],
      ['b', null],
    ],
    warns: 'Script "Tidy up" returned no payload for a value, which stays as it was.',
  },
  {
    shows: 'Metadata and flow variables of the map step.',
    arguments: { script: 'Tidy up' },
    meta: { shop: 'uk' },
    variables: { rate: '3' },
    scripts: [
      script(
        'module.exports = ({ payload, meta, flow }) => ({ payload: [payload, meta.shop, flow.variables.rate].join("/") });',
      ),
    ],
    gives: [['a', 'a/uk/3']],
  },
  {
    arguments: { script: 'Tidy up' },
    scripts: [
      script(
        'module.exports = ({ payload }) => { if (payload === "b") throw new Error("no b"); return { payload }; };',
      ),
    ],
    gives: [['a', 'a']],
    refuses: [['b', 'no b']],
  },
  { arguments: { script: '' }, refusesArguments: 'script' },
  { arguments: {}, refusesArguments: 'script' },
] as const satisfies readonly TransformCase[];
