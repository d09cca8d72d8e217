import type { ShapeCase } from '../../contract/cases.ts';

const setMeta = { name: 'Meta', microservice: 'set-variables', config: { meta: [{ key: 'shop', value: 'uk' }] } };

export default [
  { shows: 'Nothing to do once the run has started.', bucket: [{ id: 1 }, [2]], gives: [{ id: 1 }, [2]] },
  { config: { schedule_type: 'cron', cron_expression: '0 * * * *' }, bucket: [{ id: 1 }], gives: [{ id: 1 }] },
  { before: [setMeta], gives: [{}], meta: { shop: ['uk'] } },
] as const satisfies readonly ShapeCase[];
