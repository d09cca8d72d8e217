import type { ShapeCase } from '../../contract/cases.ts';

const setMeta = { name: 'Meta', microservice: 'set-variables', config: { meta: [{ key: 'shop', value: 'uk' }] } };

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
] as const satisfies readonly ShapeCase[];
