import * as z from 'zod';

const value = z
  .string()
  .describe('Text; may hold variables. With value_type relative_date, text such as "-15 minutes".');
const valueType = z.enum(['static', 'relative_date']).optional();

export const setVariablesSettings = z.strictObject({
  flow: z
    .array(
      z.strictObject({ name: z.string().min(1), value, value_type: valueType, date_format: z.string().optional() }),
    )
    .optional()
    .describe('Flow variables, set for the rest of the run.'),
  meta: z
    .array(z.strictObject({ key: z.string().min(1), value, value_type: valueType, date_format: z.string().optional() }))
    .optional()
    .describe('Metadata of each payload.'),
});

export type SetVariablesSettings = z.infer<typeof setVariablesSettings>;
