import * as z from 'zod';
import { bundleSchema } from './bundle.ts';

const changeSchema = z.strictObject({
  at: z.string().describe('JSON pointer of the value: from the service, or from the row that it is in.'),
  read: z.unknown().optional().describe('What the flow says there. Absent: it says nothing.'),
  value: z.unknown().optional().describe('What the service says there. Absent: it says nothing.'),
});

const rowKey = z.string().describe('What the flow says of the row: its destination, or its field and operator.');

const rowsSchema = z.strictObject({
  at: z.string().describe('JSON pointer of the list.'),
  changed: z.array(z.strictObject({ row: rowKey, changes: z.array(changeSchema) })).optional(),
  removed: z
    .array(z.strictObject({ row: rowKey, read: z.unknown() }))
    .optional()
    .describe('Rows that the flow has and the service has not.'),
  added: z
    .array(z.strictObject({ after: rowKey.optional(), value: z.unknown() }))
    .optional()
    .describe('Rows that the flow does not have, each with the row of the flow that it stands behind.'),
  order: z.array(rowKey).optional().describe('The rows of the flow in the order of the service, where it is another.'),
});

const serviceResidueSchema = z.strictObject({
  service: z.string().min(1).describe('Id of the service.'),
  changes: z.array(changeSchema).optional(),
  rows: z.array(rowsSchema).optional(),
  marks: z
    .string()
    .optional()
    .describe(
      'One mark for each step of the flow, of what it says beyond the service; it shows what was changed since.',
    ),
});

/** `residue.json`: what a conversion to flows leaves behind, for the way back. */
export const residueSchema = z
  .strictObject({
    $schema: z.string().optional(),
    format: z.literal('repatch-residue'),
    formatVersion: z.literal(1),
    bundle: bundleSchema.omit({ services: true }).describe('The bundle without its services.'),
    order: z.array(z.string()).describe('Ids of the services in the order of the bundle.'),
    services: z.array(serviceResidueSchema).describe('What the flow of each service cannot hold.'),
    lookups: z
      .record(z.string(), z.string())
      .describe(
        'Lookups of the flows, each with a piece of the SHA-256 of its rows, and what happens to other values.',
      ),
  })
  .describe('What flows cannot hold of the services that they were made from.');

export type Residue = z.infer<typeof residueSchema>;
export type ServiceResidue = z.infer<typeof serviceResidueSchema>;
export type RowsResidue = z.infer<typeof rowsSchema>;
export type Change = z.infer<typeof changeSchema>;
