import * as z from 'zod';
import { concurrencySchema, rateLimitSchema } from './definition.ts';

const instanceSchema = z.strictObject({
  name: z.string().min(1).describe('Name that flows refer to.'),
  connector: z.string().min(1).describe('Name of the connector definition.'),
  authMethod: z.string().optional().describe('Name of one of its authentication methods. Default: the first.'),
  environment: z.enum(['live', 'test']).optional(),
  values: z
    .record(z.string(), z.string())
    .optional()
    .describe('Variable values: text, "secret://NAME" for a secret, "env://NAME" for a setting that is not secret.'),
  rateLimit: rateLimitSchema.optional().describe('Overrides the limit of the connector.'),
  concurrency: concurrencySchema.optional(),
});

/** `instances.yaml`: one company's instances. Values that are secret are references. */
export const instancesSchema = z
  .strictObject({
    $schema: z.string().optional(),
    format: z.literal('repatch-instances'),
    formatVersion: z.literal(1),
    instances: z.array(instanceSchema),
  })
  .describe('Instances: credentials and settings of connectors.');

export type Instance = z.infer<typeof instanceSchema>;
export type InstancesFile = z.infer<typeof instancesSchema>;
