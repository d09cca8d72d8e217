import * as z from 'zod';

export const batchSettings = z.strictObject({
  path: z.string().min(1).describe('Level to batch; "*" is the root list.'),
  size: z.int().min(1).describe('Records in one payload.'),
  format: z
    .enum(['json', 'xml', 'csv', 'txt'])
    .optional()
    .describe('How what comes in is read. Default: as its endpoint or its content type says.'),
  do_not_wrap_single: z.boolean().optional().describe('With size 1: emit the bare record instead of a list of one.'),
});

export type BatchSettings = z.infer<typeof batchSettings>;
