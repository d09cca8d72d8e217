import * as z from 'zod';

export const trackSettings = z.strictObject({
  entity: z.string().optional().describe('Entity type.'),
  direction: z.enum(['receive', 'send']),
  fields: z.array(z.string().min(1)).min(1).describe('Paths of the values to record.'),
});

export type TrackSettings = z.infer<typeof trackSettings>;
