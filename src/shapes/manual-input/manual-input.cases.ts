import { caseText, type ShapeCase } from '../../contract/cases.ts';
import { ExactNumber } from '../../text/exact-number.ts';

const setMeta = { name: 'Meta', microservice: 'set-variables', config: { meta: [{ key: 'shop', value: 'uk' }] } };

const exact = { id: new ExactNumber('12345678901234567890'), price: new ExactNumber('19.90') };

export default [
  { config: { payload: '{"id":1}' }, bucket: [{ old: true }], gives: [{ id: 1 }] },
  { config: { payload: '[1,2]' }, gives: [[1, 2]] },
  {
    shows: 'Variables are filled.',
    config: { payload: '{"id":[[payload.id]],"brand":"{{flow.variables.brand}}","shop":"[[meta.shop]]"}' },
    before: [setMeta],
    variables: { brand: 'ACME' },
    bucket: [{ id: 7 }],
    gives: [{ id: 7, brand: 'ACME', shop: 'uk' }],
    meta: { shop: ['uk'] },
  },
  { config: {}, gives: [], fails: 'run/bad-settings' },
  {
    shows: 'What begins like JSON and is none is refused, also where a variable made it so.',
    config: { payload: '{"name":"[[payload.name]]"}' },
    bucket: [{ name: 'Anna "Annie" Berg' }],
    gives: [],
    fails: 'run/bad-manual-payload',
  },
  { config: { payload: '[1,' }, gives: [], fails: 'run/bad-manual-payload' },
  { config: { payload: '<order/>' }, gives: [caseText('application/xml', '<order/>')] },
  {
    shows: 'Numbers stay as they were written.',
    config: { payload: '{"id":12345678901234567890,"price":19.90}' },
    gives: [exact],
  },
  {
    shows: 'Text that is no JSON stays text.',
    config: { payload: 'sku;qty' },
    gives: [caseText('text/plain; charset=utf-8', 'sku;qty')],
  },
] as const satisfies readonly ShapeCase[];
