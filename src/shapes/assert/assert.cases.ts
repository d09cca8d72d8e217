import { caseText, type ShapeCase } from '../../contract/cases.ts';
import { ExactNumber } from '../../text/exact-number.ts';

const exact = { price: new ExactNumber('19.90') };
const setMeta = { name: 'Meta', microservice: 'set-variables', config: { meta: [{ key: 'shop', value: 'uk' }] } };
const nothing = { name: 'None', microservice: 'split', config: { path: 'missing' } };

export default [
  {
    shows: 'The order of members says nothing; every payload has to be the one that is expected, and passes unchanged.',
    before: [setMeta],
    config: { payload: '{ "b": [1, 2], "a": "x" }' },
    bucket: [
      { a: 'x', b: [1, 2] },
      { b: [1, 2], a: 'x' },
    ],
    gives: [
      { a: 'x', b: [1, 2] },
      { b: [1, 2], a: 'x' },
    ],
    meta: { shop: ['uk', 'uk'] },
  },
  {
    shows: 'That of elements does.',
    config: { payload: '[1,2]' },
    bucket: [[2, 1]],
    gives: [],
    fails: 'run/assertion-failed',
  },
  { config: { payload: '{"a":1}' }, bucket: [{ a: 1 }, { a: 2 }], gives: [], fails: 'run/assertion-failed' },
  { config: { payload: '{"a":1}' }, bucket: [{ a: 1, b: 2 }], gives: [], fails: 'run/assertion-failed' },
  { config: { payload: '{"a":1,"b":2}' }, bucket: [{ a: 1 }], gives: [], fails: 'run/assertion-failed' },
  { config: { payload: '[1]' }, bucket: [[1, 2]], gives: [], fails: 'run/assertion-failed' },
  { config: { payload: '{"a":"1"}' }, bucket: [{ a: 1 }], gives: [], fails: 'run/assertion-failed' },
  { shows: 'Numbers are compared by value.', config: { payload: '{"price":19.9}' }, bucket: [exact], gives: [exact] },
  {
    shows: 'What is no JSON is compared as text.',
    config: { payload: 'id\n1' },
    bucket: [caseText('text/csv; charset=utf-8', 'id\n1')],
    gives: [caseText('text/csv; charset=utf-8', 'id\n1')],
  },
  { config: { payload: 'id\n2' }, bucket: [caseText('text/csv', 'id\n1')], gives: [], fails: 'run/assertion-failed' },
  {
    shows: 'A difference is a warning, if the profile says so.',
    config: { payload: '{"lines":[{"qty":1}]}' },
    bucket: [{ lines: [{ qty: 2 }] }],
    profile: { 'assert.mismatch': 'warn' },
    gives: [{ lines: [{ qty: 2 }] }],
    warns: ['Step "Step" expected another payload: they differ at "lines.0.qty".'],
  },
  {
    shows: 'Nothing is not what was expected.',
    before: [nothing],
    config: { payload: '{}' },
    gives: [],
    warns: ['A payload without "missing" was dropped.'],
    fails: 'run/assertion-failed',
  },
  {
    shows: 'Unless the profile says so.',
    before: [nothing],
    config: { payload: '{}' },
    profile: { 'assert.noPayload': 'pass' },
    gives: [],
    warns: ['A payload without "missing" was dropped.'],
  },
  { config: {}, gives: [], fails: 'run/bad-settings' },
] as const satisfies readonly ShapeCase[];
