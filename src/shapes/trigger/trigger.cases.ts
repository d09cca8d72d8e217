import type { ShapeCase } from '../../contract/cases.ts';

export default [
  { shows: 'Nothing to do once the run has started.', bucket: [{ id: 1 }, [2]], gives: [{ id: 1 }, [2]] },
  { config: { schedule_type: 'cron', cron_expression: '0 * * * *' }, bucket: [{ id: 1 }], gives: [{ id: 1 }] },
] as const satisfies readonly ShapeCase[];
