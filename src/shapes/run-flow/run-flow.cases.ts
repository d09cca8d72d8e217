import { caseText, type ShapeCase } from '../../contract/cases.ts';

const setMeta = { name: 'Meta', microservice: 'set-variables', config: { meta: [{ key: 'shop', value: 'uk' }] } };
const flows = { Stock: {} };

export default [
  {
    shows: 'One run for each payload, with its metadata; the payload passes unchanged.',
    before: [setMeta],
    config: { flow: 'Stock' },
    flows,
    bucket: [{ id: 1 }, { id: 2 }],
    gives: [{ id: 1 }, { id: 2 }],
    meta: { shop: ['uk', 'uk'] },
    queues: ['Stock - {} {"shop":"uk"} {"id":1}', 'Stock - {} {"shop":"uk"} {"id":2}'],
  },
  {
    shows: 'Equal payloads are two runs.',
    config: { flow: 'Stock' },
    flows,
    bucket: [{ id: 1 }, { id: 1 }],
    gives: [{ id: 1 }, { id: 1 }],
    queues: ['Stock - {} {} {"id":1}', 'Stock - {} {} {"id":1}'],
  },
  {
    shows: 'With start values of its variables, and a payload of its own.',
    config: {
      flow: 'Stock',
      version: 1,
      variables: [{ name: 'from', value: 'order [[payload.id]] of {{flow.variables.brand}}' }],
      payload: '{"order": "[[payload.id]]"}',
    },
    flows,
    variables: { brand: 'ACME' },
    bucket: [{ id: 1 }],
    gives: [{ id: 1 }],
    queues: ['Stock 1 {"from":"order 1 of ACME"} {} {"order":"1"}'],
  },
  {
    config: { flow: 'Stock' },
    flows,
    bucket: [caseText('text/csv; charset=utf-8', 'id\n1')],
    gives: [caseText('text/csv; charset=utf-8', 'id\n1')],
    queues: ['Stock - {} {} id\n1'],
  },
  {
    shows: 'Nothing starts before the steps in front have succeeded with every payload.',
    before: [{ name: 'Check', microservice: 'batch', config: { path: 'orders', size: 5 } }],
    config: { flow: 'Stock' },
    flows,
    bucket: [{ orders: [1] }, { orders: 'two' }],
    gives: [],
    queues: [],
    fails: 'run/not-a-list',
  },
  { config: { flow: 'Stocks' }, flows, gives: [], fails: 'run/unknown-flow' },
  { config: { flow: 'Stock', version: 7 }, flows, gives: [], fails: 'run/unknown-flow' },
  {
    shows: 'A flow that is not enabled is refused.',
    config: { flow: 'Stock' },
    flows: { Stock: { isEnabled: false } },
    gives: [],
    fails: 'run/flow-disabled',
  },
  {
    shows: 'So is one that leads back to this one.',
    config: { flow: 'Stock' },
    flows: { Stock: { starts: ['Prices'] }, Prices: { starts: ['Test'] }, Test: {} },
    gives: [],
    fails: 'run/flow-loop',
  },
  {
    shows: 'And a row of more than ten flows.',
    config: { flow: '1' },
    flows: Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`${index}`, { starts: [`${index + 1}`] }])),
    gives: [],
    fails: 'run/flow-loop',
  },
  { config: {}, gives: [], fails: 'run/bad-settings' },
] as const satisfies readonly ShapeCase[];
