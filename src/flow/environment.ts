import * as z from 'zod';
import { lookupTableSchema } from './model.ts';

/** From the name that a flow uses to the name that takes its place in the environment. */
const names = z.record(z.string().min(1), z.string().min(1));

const replacementsSchema = z.strictObject({
  instances: names.optional().describe('Instances, by name.'),
  data_pools: names.optional().describe('Data pools of de-dupe steps, by name.'),
  lookups: names.optional().describe('Cross-reference lookups, by name.'),
  scripts: names.optional().describe('Scripts, by name.'),
  caches: names.optional().describe('Caches of scope "company", by name.'),
  flow_variables: z
    .record(z.string().min(1), z.string())
    .optional()
    .describe('Values of flow variables. Secrets belong to the variables of the environment: runs write these down.'),
  priority: z.int().min(1).max(5).optional().describe('Place in the queue: 1 is first, 5 last.'),
});

/** `environments/NAME.yaml`: what takes the place of what when flows run in a virtual environment. */
export const environmentSchema = z
  .strictObject({
    $schema: z.string().optional(),
    format: z.literal('repatch-environment'),
    formatVersion: z.literal(1),
    name: z.string().min(1),
    type: z.enum(['test', 'live']).describe('Changes nothing in what runs; says where a slip would hurt.'),
    labels: z.array(z.string()).optional(),
    url_prefix: z.int().min(0).optional().describe('Part of the addresses of webhooks and callbacks.'),
    variables: z
      .record(z.string().min(1), z.string())
      .optional()
      .describe('{{environment.variables.NAME}}: text, "secret://NAME" for a secret, "env://NAME" for a setting.'),
    replacements: replacementsSchema.optional().describe('For all flows.'),
    flows: z
      .record(
        z.string().min(1),
        z.strictObject({
          version: z.int().min(1).optional().describe('The version that runs in this environment.'),
          replacements: replacementsSchema.optional().describe('For this flow; they win over those for all flows.'),
        }),
      )
      .optional()
      .describe('What holds for one flow, by its name.'),
    lookups: z
      .array(lookupTableSchema)
      .optional()
      .describe('Content of the lookups that take the place of others, where the flow does not bring it.'),
  })
  .describe('A virtual environment.');

export type EnvironmentFile = z.infer<typeof environmentSchema>;
export type Replacements = z.infer<typeof replacementsSchema>;
