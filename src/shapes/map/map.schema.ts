import * as z from 'zod';
import { mappingRuleSchema } from '../../flow/transform-step.ts';

const format = z.enum(['json', 'xml', 'csv', 'txt']);

export const mapSettings = z.strictObject({
  wrap_input: z.boolean().optional().describe('Rules see the payload inside a list.'),
  wrap_output: z.boolean().optional().describe('The result is handed on inside a list.'),
  source_format: format
    .optional()
    .describe('How what comes in is read. Default: as its endpoint or its content type says.'),
  target_format: format.optional().describe('How the result is written. Default: in the format of what came in.'),
  rules: z.array(mappingRuleSchema).optional().describe('Run in order; only mapped targets are written.'),
});

export type MapSettings = z.infer<typeof mapSettings>;
