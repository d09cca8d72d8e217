import * as z from 'zod';
import { defineShape } from '../../flow/define-shape.ts';

export default defineShape({
  kind: 'trigger',
  title: 'Trigger',
  identifiers: ['trigger'],
  effect: 'pure',
  schema: z.strictObject({
    schedule_type: z.string().optional(),
    cron_expression: z.string().optional().describe('Five-field cron, in UTC.'),
  }),
  run: () => import('./trigger.run.ts'),
});
