import * as z from 'zod';
import { paginationSchema, rateLimitSchema } from './definition.ts';

const endpointOverlaySchema = z.strictObject({
  id: z
    .string()
    .regex(/^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u)
    .optional()
    .describe('Name of the method in the package.'),
  group: z
    .string()
    .regex(/^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u)
    .optional()
    .describe('Name of the group that the method belongs to.'),
  name: z.string().min(1).optional().describe('Name of the endpoint, as flows use it.'),
  entityType: z.string().optional(),
  direction: z.enum(['Receive', 'Send']).optional(),
  dataPath: z.string().nullable().optional().describe('Where the records are; "" for a bare list, null for no list.'),
  pagination: paginationSchema.nullable().optional().describe('null: the endpoint has no pages.'),
  idempotencyKey: z
    .union([z.strictObject({ header: z.string().min(1) }), z.strictObject({ body: z.string().min(1) })])
    .nullable()
    .optional(),
  rateLimit: rateLimitSchema.nullable().optional(),
  authMethods: z
    .array(z.string())
    .optional()
    .describe('Names of the authentication methods that the endpoint accepts.'),
  safeToRetry: z.boolean().optional(),
});

/** `overlay.yaml` beside a scaffolded connector. It belongs to its user, and wins over everything that was detected. */
export const overlaySchema = z
  .strictObject({
    $schema: z.string().optional(),
    format: z.literal('repatch-overlay'),
    formatVersion: z.literal(1),
    rateLimit: rateLimitSchema.nullable().optional(),
    dateFormat: z.string().optional().describe('PHP date tokens.'),
    endpoints: z
      .record(z.string(), endpointOverlaySchema)
      .optional()
      .describe('By method and path, for example "GET /orders".'),
  })
  .describe('Corrections to a scaffolded connector.');

export type Overlay = z.infer<typeof overlaySchema>;
export type EndpointOverlay = z.infer<typeof endpointOverlaySchema>;
