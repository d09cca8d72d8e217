import * as z from 'zod';

export const cacheSettings = z.strictObject({
  action: z.enum(['add', 'load']),
  key: z.string().min(1).describe('Text; may hold variables.'),
  ttl_number: z.int().min(1).optional(),
  ttl_unit: z
    .enum(['second', 'seconds', 'minute', 'minutes', 'hour', 'hours', 'day', 'days', 'week', 'weeks'])
    .optional()
    .describe('Default: minutes.'),
  save_all_pages: z.boolean().optional().describe('Add: a key of its own for each payload.'),
  append: z.boolean().optional().describe('Add: append to what is stored. JSON only.'),
  fail_on_miss: z.boolean().optional().describe('Load: fail when the key is not there.'),
  load_all_pages: z.boolean().optional().describe('Load: all pages saved under the key.'),
});

export type CacheSettings = z.infer<typeof cacheSettings>;
