import * as z from 'zod';

export const splitSettings = z.strictObject({
  path: z.string().min(1).describe('Level to split, for example "customer.addresses".'),
  wrapper_key: z.string().optional().describe('Wraps the new payload under this key.'),
});

export type SplitSettings = z.infer<typeof splitSettings>;
