import type { ShapeCase } from '../../contract/cases.ts';

const legs = {
  routes: [
    { name: 'Try', first_step: 'Check' },
    { name: 'Catch', first_step: 'Tell' },
  ],
};
/** Fails for a payload whose orders are no list. */
const check = { name: 'Check', microservice: 'batch', config: { path: 'orders', size: 5 } };
const tell = {
  name: 'Tell',
  microservice: 'notify',
  config: { level: 'error', template: '[[payload.id]]: [[meta.error_message]]' },
};
const bucket = [
  { id: 1, orders: [1] },
  { id: 2, orders: 'two' },
  { id: 3, orders: [3] },
  { id: 4, orders: 'four' },
];
const gives = [[1], [3]];
const message = 'Step "Check" found text or a number at its batch level "orders", where a list belongs.';
const caught = [`error log: 2: ${message}`, `error log: 4: ${message}`];
const fails = ['run/not-a-list', 'run/not-a-list'] as const;

const setMeta = { name: 'Meta', microservice: 'set-variables', config: { meta: [{ key: 'shop', value: 'uk' }] } };

export default [
  {
    shows: 'A payload that fails leaves the try leg alone, and goes to the catch leg with its message.',
    step: legs,
    legs: [check, tell],
    bucket,
    gives,
    notifies: caught,
    fails,
    status: 'PARTIAL_SUCCESS',
  },
  {
    config: { action: 'partial_success' },
    step: legs,
    legs: [check, tell],
    bucket,
    gives,
    notifies: caught,
    fails,
    status: 'PARTIAL_SUCCESS',
  },
  {
    config: { action: 'success' },
    step: legs,
    legs: [check, tell],
    bucket,
    gives,
    notifies: caught,
    fails,
    status: 'SUCCESS',
  },
  {
    config: { action: 'failure' },
    step: legs,
    legs: [check, tell],
    bucket,
    gives,
    notifies: caught,
    fails,
    status: 'FAILURE',
  },
  {
    shows: 'The catch leg may be empty.',
    step: { routes: [{ name: 'Try', first_step: 'Check' }, { name: 'Catch' }] },
    legs: [check],
    bucket,
    gives,
    fails,
    status: 'PARTIAL_SUCCESS',
  },
  {
    step: { routes: [{ name: 'Try', first_step: 'Check' }] },
    legs: [check],
    bucket,
    gives,
    fails,
    status: 'PARTIAL_SUCCESS',
  },
  {
    shows: 'Where nothing fails, the catch leg stays idle.',
    config: { action: 'failure' },
    step: legs,
    legs: [check, tell],
    bucket: [{ orders: [1] }],
    gives: [[1]],
    status: 'SUCCESS',
  },
  { shows: 'Without legs everything passes.', bucket: [{ id: 1 }], gives: [{ id: 1 }] },
  {
    shows: 'A failure in the catch leg ends the run.',
    step: {
      routes: [
        { name: 'Try', first_step: 'Check' },
        { name: 'Catch', first_step: 'Again' },
      ],
    },
    legs: [check, { ...check, name: 'Again' }],
    bucket: [{ orders: 'two' }],
    gives: [],
    fails: ['run/not-a-list', 'run/not-a-list'],
    status: 'FAILURE',
  },
  { config: { action: 'retry' }, step: legs, legs: [check, tell], gives: [], fails: 'run/bad-settings' },
  {
    shows: 'Metadata stays, on both legs.',
    before: [setMeta],
    step: legs,
    legs: [check, { ...tell, config: { level: 'info', template: '[[meta.shop]]' } }],
    bucket: [{ orders: [1] }, { orders: 'two' }],
    gives: [[1]],
    meta: { shop: ['uk'] },
    notifies: ['info log: uk'],
    fails: 'run/not-a-list',
    status: 'PARTIAL_SUCCESS',
  },
] as const satisfies readonly ShapeCase[];
