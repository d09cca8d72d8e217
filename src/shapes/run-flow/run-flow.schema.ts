import * as z from 'zod';

export const runFlowSettings = z.strictObject({
  flow: z.string().min(1).describe('Name of the flow, which has to be enabled.'),
  version: z.int().min(1).optional().describe('Number of the version. Default: the deployed one, or else the draft.'),
  variables: z
    .array(z.strictObject({ name: z.string().min(1), value: z.string() }))
    .optional()
    .describe('Start values of flow variables of the flow that is called; text that may hold variables.'),
  payload: z
    .string()
    .optional()
    .describe('Content that is handed over in the place of each payload; may hold variables.'),
});

export type RunFlowSettings = z.infer<typeof runFlowSettings>;
