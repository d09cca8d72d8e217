import * as z from 'zod';

/** One function of a mapping rule. The output of one is the input of the next. */
const transformSchema = z.strictObject({
  function: z.string().min(1).describe('Name of the transform function, for example "prefix".'),
  arguments: z.record(z.string(), z.unknown()).optional(),
});

export const mappingRuleSchema = z.strictObject({
  sources: z.array(z.string().min(1)).optional().describe('Source paths; none for a rule that makes its own value.'),
  target: z.string().min(1).describe('Target path.'),
  name: z.string().optional().describe('Display name.'),
  transforms: z.array(transformSchema).optional(),
  when_missing: z
    .union([z.enum(['omit', 'null', 'empty', 'fail']), z.strictObject({ default: z.unknown() })])
    .optional()
    .describe(
      'What to write when the source is missing, without running the functions. Default: they get null; where there are none, the profile decides.',
    ),
});

export type TransformCall = z.infer<typeof transformSchema>;
export type MappingRule = z.infer<typeof mappingRuleSchema>;
