import * as z from 'zod';

const count = z.number().int().nonnegative();

const serviceVolumeSchema = z.strictObject({
  records: count.describe('Records that are pushed in a month.'),
  pulled: count
    .optional()
    .describe(
      'Records that are pulled in a month, also those that filters and pool leave out. Default: those that are pushed.',
    ),
  runs: count
    .optional()
    .describe('Runs in a month. Default: as the schedule says; of a flow that is called, one for each record.'),
  failures: count.optional().describe('Records that fail in a month. Default: none.'),
});

/** `volumes.yaml`: how much goes through the services, for the forecast of operations. */
export const volumesSchema = z
  .strictObject({
    $schema: z.string().optional(),
    format: z.literal('repatch-volumes'),
    formatVersion: z.literal(1),
    services: z
      .record(z.string(), serviceVolumeSchema)
      .describe('Volumes of a month of 30 days, by the id of the service.'),
  })
  .describe('Volumes of services.');

export type VolumesFile = z.infer<typeof volumesSchema>;
export type ServiceVolume = z.infer<typeof serviceVolumeSchema>;
