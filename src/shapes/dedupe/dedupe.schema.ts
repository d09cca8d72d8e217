import * as z from 'zod';

export const dedupeSettings = z.strictObject({
  behaviour: z
    .enum(['filter', 'track', 'filter_and_track'])
    .describe('filter removes known records, track remembers records, filter_and_track does both.'),
  key: z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
    .describe('Path of the value that identifies a record; a list joins several (toolkit extension).'),
  entity_type: z.string().optional().describe('Entity type that scopes the keys in the pool.'),
});

export type DedupeSettings = z.infer<typeof dedupeSettings>;
