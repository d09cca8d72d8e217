import * as z from 'zod';

export const tryCatchSettings = z.strictObject({
  action: z
    .enum(['partial_success', 'success', 'failure'])
    .optional()
    .describe('Status of a run in which payloads were caught. Default partial_success.'),
});

export type TryCatchSettings = z.infer<typeof tryCatchSettings>;
