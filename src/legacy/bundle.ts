import * as z from 'zod';

const id = z.string().min(1).describe('Unique within its list.');
const timeZone = z.string().describe('IANA time zone, for example "Europe/London".');
const extra = z.record(z.string(), z.unknown()).describe('Settings from the JSON editor of the tab, kept as they are.');

const secretReferenceSchema = z
  .strictObject({ secret: z.string().min(1).describe('Name of the secret. Never its value.') })
  .describe('A reference to a secret by name.');

const schemaFieldSchema = z.strictObject({
  name: z.string().min(1).describe('Field name as the mapping tab shows it.'),
  label: z.string().optional(),
  type: z.string().optional(),
  path: z
    .string()
    .optional()
    .describe('Where the field sits in the payload of the connector: dots for nesting, * for every element.'),
  repeating: z.boolean().optional(),
});

const systemSchema = z.strictObject({
  id,
  name: z.string(),
  kind: z.enum(['standard', 'file', 'inboundApi']),
  entities: z
    .array(
      z.strictObject({
        type: z.string().describe('Entity type, for example "orders".'),
        name: z.string(),
        fields: z.array(schemaFieldSchema).optional(),
        sample: z.unknown().optional(),
        filterFields: z.array(z.strictObject({ field: z.string(), type: z.string() })).optional(),
      }),
    )
    .describe('Entities that the system can supply or receive.'),
  credentialFields: z
    .array(z.strictObject({ name: z.string(), secret: z.boolean(), required: z.boolean() }))
    .optional(),
});

const serviceConnectorSchema = z.strictObject({
  id,
  name: z.string(),
  systemId: id,
  companyGroupId: id,
  environment: z.enum(['live', 'test']),
  timeZone: timeZone.optional(),
  dateFormat: z.string().optional().describe('PHP date tokens, for example "d/m/Y".'),
  credentials: z
    .record(z.string(), z.union([secretReferenceSchema, z.string()]))
    .optional()
    .describe('Secret fields hold a reference; only fields that are not secret hold a value.'),
  status: z.enum(['operational', 'unreachable', 'authenticationFailed']).optional(),
});

const triggerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('schedule'),
    cron: z.string().describe('Five-field cron expression.'),
    preset: z.string().optional(),
    timeZone: timeZone.optional(),
  }),
  z.strictObject({ kind: z.literal('webhook'), url: z.string().optional() }),
  z.strictObject({ kind: z.literal('inboundApi'), vanityPath: z.string() }),
]);

const sourceSideSchema = z.strictObject({
  connectorId: id,
  entity: z.string(),
  pageSize: z.int().min(1).optional().describe('Records per request.'),
  maximumAttempts: z.int().min(1).optional().describe('Pushes of one record before it counts as failed for good.'),
  timeZone: timeZone.optional(),
  extra: extra.optional(),
});

const destinationSideSchema = z.strictObject({
  connectorId: id,
  entity: z.string(),
  timeZone: timeZone.optional(),
  extra: extra.optional(),
});

const relativePeriodSchema = z.strictObject({
  amount: z.number().min(0),
  unit: z.enum(['second', 'minute', 'hour', 'day', 'week', 'year']),
});

export const filterOperators = [
  'equals',
  'notEquals',
  'greaterThan',
  'greaterOrEqual',
  'lessThan',
  'lessOrEqual',
  'contains',
  'startsWith',
  'endsWith',
  'in',
  'notIn',
  'isEmpty',
  'isNotEmpty',
  'withinLast',
  'olderThan',
] as const;

const filterRowSchema = z.strictObject({
  field: z.string().min(1),
  type: z.string().optional(),
  operator: z.enum([...filterOperators, 'unknown']),
  operatorLabel: z.string().optional().describe('The label on screen when the operator is unknown.'),
  value: z
    .union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()])), relativePeriodSchema])
    .optional(),
});

const transformStepSchema = z.strictObject({
  function: z.string().min(1).describe('Name of the function; "lookup" and "script" need the matching id.'),
  arguments: z.record(z.string(), z.unknown()).optional(),
  crossReferenceId: z.string().optional(),
  scriptId: z.string().optional(),
});

const mappingRowSchema = z.strictObject({
  category: z.string().optional(),
  source: z.union([
    z.strictObject({ field: z.string().min(1) }),
    z.strictObject({ constant: z.unknown() }),
    z.strictObject({ none: z.literal(true) }),
  ]),
  destination: z.strictObject({ field: z.string().min(1) }),
  required: z.boolean().optional().describe('Red star on screen.'),
  transformation: z.array(transformStepSchema).optional(),
  whenMissing: z
    .union([z.enum(['unspecified', 'omit', 'null', 'empty', 'fail']), z.strictObject({ default: z.unknown() })])
    .optional(),
});

const dedupeSchema = z.strictObject({
  identity: z.enum(['unspecified', 'none', 'sourceId', 'sourceId+modified', 'contentHash']),
  idField: z.string().optional(),
  modifiedField: z.string().optional(),
  referenceField: z.string().optional().describe('Field that a person searches by, such as the order number.'),
});

const serviceSchema = z.strictObject({
  id,
  name: z.string(),
  companyGroupId: id,
  type: z.enum(['standard', 'sweeper']),
  active: z.boolean(),
  sweeps: z.string().optional().describe('Id of the service that this sweeper backs up.'),
  trigger: triggerSchema.optional(),
  source: sourceSideSchema,
  destination: destinationSideSchema,
  filters: z.array(filterRowSchema).describe('Joined by AND.'),
  mappings: z.array(mappingRowSchema),
  payloadScript: z
    .strictObject({ scriptId: z.string(), position: z.enum(['beforeMapping', 'afterMapping', 'unknown']) })
    .optional(),
  dedupe: dedupeSchema.optional(),
  alerts: z.strictObject({ active: z.boolean(), notificationGroupIds: z.array(z.string()) }),
  notes: z
    .array(z.strictObject({ text: z.string(), author: z.string().optional(), at: z.string().optional() }))
    .optional(),
});

const crossReferenceSchema = z.strictObject({
  id,
  name: z.string(),
  scope: z.union([z.literal('company'), z.strictObject({ companyGroupId: id }), z.strictObject({ serviceId: id })]),
  rows: z.array(
    z.strictObject({
      field: z.string().optional(),
      match: z.enum(['exact', 'contains', 'startsWith', 'endsWith']),
      value: z.string(),
      output: z.string(),
    }),
  ),
  onNoMatch: z.enum(['unspecified', 'unchanged', 'empty', 'fail']).optional(),
});

const scriptSchema = z.strictObject({
  id,
  name: z.string(),
  level: z.enum(['field', 'payload']),
  language: z.string(),
  languageVersion: z.string().optional(),
  code: z.string(),
});

/** The legacy bundle, format `patchworks-legacy-services` version 1. The platform has no export; the format is ours. */
export const bundleSchema = z
  .strictObject({
    $schema: z.string().optional(),
    format: z.literal('patchworks-legacy-services'),
    formatVersion: z.literal(1),
    exportedAt: z.string().optional().describe('RFC 3339 time.'),
    company: z.strictObject({ name: z.string(), timeZone: timeZone.optional() }),
    companyGroups: z.array(z.strictObject({ id, name: z.string() })),
    systems: z.array(systemSchema),
    connectors: z
      .array(serviceConnectorSchema)
      .describe('Stored credentials, one set per system, environment and group.'),
    services: z.array(serviceSchema),
    crossReferences: z.array(crossReferenceSchema),
    scripts: z.array(scriptSchema),
    notificationGroups: z
      .array(
        z.strictObject({
          id,
          name: z.string(),
          recipients: z.array(z.union([z.strictObject({ email: z.string() }), z.strictObject({ user: z.string() })])),
        }),
      )
      .optional(),
    assumptions: z
      .array(
        z.strictObject({
          at: z.string().describe('JSON pointer.'),
          text: z.string(),
          grade: z.enum(['inferred', 'unknown']),
        }),
      )
      .optional(),
  })
  .describe('Legacy services and systems of one company.');

export type ServiceBundle = z.infer<typeof bundleSchema>;
export type System = z.infer<typeof systemSchema>;
export type ServiceConnector = z.infer<typeof serviceConnectorSchema>;
export type Service = z.infer<typeof serviceSchema>;
export type Trigger = z.infer<typeof triggerSchema>;
export type FilterRow = z.infer<typeof filterRowSchema>;
export type FilterOperator = (typeof filterOperators)[number];
export type RelativePeriod = z.infer<typeof relativePeriodSchema>;
export type MappingRow = z.infer<typeof mappingRowSchema>;
export type TransformStep = z.infer<typeof transformStepSchema>;
export type Dedupe = z.infer<typeof dedupeSchema>;
export type CrossReference = z.infer<typeof crossReferenceSchema>;
export type Script = z.infer<typeof scriptSchema>;
