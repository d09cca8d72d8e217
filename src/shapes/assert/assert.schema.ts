import * as z from 'zod';

export const assertSettings = z.strictObject({
  payload: z.string().describe('The payload that is expected; static text, without variables.'),
});

export type AssertSettings = z.infer<typeof assertSettings>;
