import type { ShapeCase } from '../../contract/cases.ts';
import { ExactNumber } from '../../text/exact-number.ts';

const setMeta = { name: 'Meta', microservice: 'set-variables', config: { meta: [{ key: 'shop', value: 'uk' }] } };

const exact = { id: new ExactNumber('12345678901234567890'), price: new ExactNumber('19.90') };

export default [
  { shows: 'Nothing to do once the run has started.', bucket: [{ id: 1 }, [2]], gives: [{ id: 1 }, [2]] },
  { config: { schedule_type: 'cron', cron_expression: '0 * * * *' }, bucket: [{ id: 1 }], gives: [{ id: 1 }] },
  { before: [setMeta], gives: [{}], meta: { shop: ['uk'] } },
  { bucket: [exact], gives: [exact] },
] as const satisfies readonly ShapeCase[];
