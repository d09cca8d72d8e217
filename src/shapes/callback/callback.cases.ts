import { caseText, type ShapeCase } from '../../contract/cases.ts';
import { ExactNumber } from '../../text/exact-number.ts';

const setMeta = { name: 'Meta', microservice: 'set-variables', config: { meta: [{ key: 'shop', value: 'uk' }] } };
const second = { name: 'Second', microservice: 'callback' };
const check = { name: 'Check', microservice: 'batch', config: { path: 'orders', size: 5 } };
const exact = { id: new ExactNumber('12345678901234567890') };

export default [
  {
    shows: 'The request that started the flow is answered with all payloads as one array; they pass unchanged.',
    before: [setMeta],
    bucket: [{ id: 1 }, { id: 2 }],
    gives: [{ id: 1 }, { id: 2 }],
    meta: { shop: ['uk', 'uk'] },
    answersCaller: { status: 200, body: [{ id: 1 }, { id: 2 }] },
  },
  {
    shows: 'One payload is an array of one.',
    bucket: [exact],
    gives: [exact],
    answersCaller: { status: 200, body: [exact] },
  },
  {
    shows: 'What is no JSON is a text in the array.',
    bucket: [caseText('text/csv; charset=utf-8', 'id\n1')],
    gives: [caseText('text/csv; charset=utf-8', 'id\n1')],
    answersCaller: { status: 200, body: ['id\n1'] },
  },
  {
    shows: 'The first callback that is reached answers; payloads pass through others.',
    after: [{ name: 'Cut', microservice: 'split', config: { path: 'id' } }, second],
    bucket: [{ id: 1 }],
    gives: [1],
    answersCaller: { status: 200, body: [{ id: 1 }] },
  },
  {
    shows: 'A failure in front of it is an answer with status 500.',
    before: [check],
    bucket: [{ orders: 'two' }],
    gives: [],
    fails: 'run/not-a-list',
    answersCaller: {
      status: 500,
      body: { message: 'Step "Check" found text or a number at its batch level "orders", where a list belongs.' },
    },
  },
  {
    shows: 'So is a flow that ends without reaching it.',
    before: [{ ...check, config: { path: '*', size: 1 } }],
    bucket: [[]],
    gives: [],
    answersCaller: { status: 500, body: { message: 'The flow has ended without an answer.' } },
  },
  { shows: 'Where nobody waits, the flow is refused.', gives: [], answersCaller: null, fails: 'run/no-caller' },
] as const satisfies readonly ShapeCase[];
