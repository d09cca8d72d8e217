import * as z from 'zod';

export const manualInputSettings = z.strictObject({
  payload: z.string().describe('Content that becomes the payload; may hold variables.'),
});

export type ManualInputSettings = z.infer<typeof manualInputSettings>;
