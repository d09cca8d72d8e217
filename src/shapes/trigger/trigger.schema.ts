import * as z from 'zod';

/** Settings of variant B; variant A keeps schedules on the version. */
export const triggerSettings = z.strictObject({
  schedule_type: z.string().optional(),
  cron_expression: z.string().optional().describe('Five-field cron, in UTC.'),
});
