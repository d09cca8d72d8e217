import * as z from 'zod';

const decisionSchema = z.strictObject({
  id: z.string().min(1).describe('Stable id: service id, kind of decision, place.'),
  question: z.string().optional().describe('What has to be decided.'),
  options: z
    .array(z.strictObject({ value: z.string(), effect: z.string().describe('What follows from it.') }))
    .optional()
    .describe(
      'Values that can be answered, with what is written in place of a blank such as <path>; absent: free text.',
    ),
  recommended: z.string().optional(),
  answer: z.string().nullable().optional().describe('Absent or null: the decision is open.'),
  reason: z.string().optional().describe('Why; for the reviewer.'),
});

/** `decisions.yaml`: questions that conversion must not answer alone, and people's answers. */
export const decisionsSchema = z
  .strictObject({
    $schema: z.string().optional(),
    format: z.literal('repatch-decisions'),
    formatVersion: z.literal(1),
    decisions: z.array(decisionSchema),
  })
  .describe('Decisions of a conversion.');

export type Decision = z.infer<typeof decisionSchema>;
export type DecisionsFile = z.infer<typeof decisionsSchema>;
