import type { ShapeCase } from '../../contract/cases.ts';
import { ExactNumber } from '../../text/exact-number.ts';

const setMeta = { name: 'Meta', microservice: 'set-variables', config: { meta: [{ key: 'shop', value: 'uk' }] } };

const exact = { id: new ExactNumber('12345678901234567890'), price: new ExactNumber('19.90') };

export default [
  {
    shows: 'One message for each payload, which passes unchanged.',
    config: {
      level: 'warning',
      channels: 'email_and_log',
      groups: ['Ops', 'Sales'],
      template: 'Order [[payload.id]] of {{flow.variables.brand}}',
    },
    variables: { brand: 'ACME' },
    bucket: [{ id: 1 }, { id: 2 }],
    gives: [{ id: 1 }, { id: 2 }],
    notifies: ['warning email+log Ops Sales: Order 1 of ACME', 'warning email+log Ops Sales: Order 2 of ACME'],
    warns: ['Nobody got an e-mail: the messages of step "Step" are in the result and the log only.'],
  },
  { config: { level: 'success', channels: 'log', template: 'Done' }, notifies: ['success log: Done'], gives: [{}] },
  {
    shows: 'To the log only, where nothing else is said.',
    config: { level: 'info', template: 'Done' },
    notifies: ['info log: Done'],
    gives: [{}],
  },
  { config: { level: 'error', template: '' }, notifies: ['error log: '], gives: [{}] },
  {
    shows: 'The first 100 characters of each value; the text between stays whole.',
    config: { level: 'info', template: `${'t'.repeat(120)} [[payload.a]]-[[payload.b]]` },
    bucket: [{ a: 'a'.repeat(101), b: 'b'.repeat(100) }],
    gives: [{ a: 'a'.repeat(101), b: 'b'.repeat(100) }],
    notifies: [`info log: ${'t'.repeat(120)} ${'a'.repeat(100)}-${'b'.repeat(100)}`],
  },
  { config: { level: 'debug', template: 'x' }, gives: [], fails: 'run/bad-settings' },
  { config: { level: 'info' }, gives: [], fails: 'run/bad-settings' },
  { config: { level: 'info', template: 'x', channels: 'sms' }, gives: [], fails: 'run/bad-settings' },
  {
    before: [setMeta],
    config: { level: 'info', template: '[[meta.shop]]' },
    notifies: ['info log: uk'],
    gives: [{}],
    meta: { shop: ['uk'] },
  },
  {
    shows: 'Nobody is told before the steps in front have succeeded with every payload.',
    before: [{ name: 'Check', microservice: 'batch', config: { path: 'orders', size: 5 } }],
    config: { level: 'info', template: 'x' },
    bucket: [{ orders: [1] }, { orders: 'two' }],
    notifies: [],
    gives: [],
    fails: 'run/not-a-list',
  },
  {
    shows: 'A number is the text it was written as.',
    config: { level: 'info', template: '[[payload.id]] [[payload.price]]' },
    bucket: [exact],
    gives: [exact],
    notifies: ['info log: 12345678901234567890 19.90'],
  },
] as const satisfies readonly ShapeCase[];
