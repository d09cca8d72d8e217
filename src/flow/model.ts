import * as z from 'zod';
import { profileSchema } from '../config/profile-schema.ts';
import { connectorSchema } from '../connector/definition.ts';
import { scriptNameSchema } from '../connector/script-name.ts';

const stepId = z.union([z.int(), z.string().min(1)]);

const stepFilterSchema = z
  .strictObject({
    id: stepId.optional(),
    field: z.string().min(1).describe('Path of the field, or the parameter name of an endpoint filter.'),
    type: z.string().optional().describe('Type both sides are cast to: string, number, boolean or date.'),
    comparison: z.string().min(1).describe('Operator, for example "eq".'),
    value: z.string().optional().describe('Right-hand side, at most 1,024 characters.'),
    value_type: z
      .enum(['static', 'variable', 'relative_date'])
      .optional()
      .describe('How to read the value. A relative date is text such as "-15 minutes".'),
    date_format: z.string().optional().describe('PHP date tokens.'),
    keep_matching: z.union([z.boolean(), z.enum(['true', 'false', '0', '1'])]).optional(),
    operator_logic: z.enum(['and', 'or', 'AND', 'OR']).optional(),
    match_order: z.int().optional(),
    location: z.string().optional().describe('Where an endpoint filter goes: url, header or body.'),
    is_default: z.union([z.boolean(), z.string()]).optional(),
    is_active: z.boolean().optional(),
  })
  .describe('A filter rule, in the record form of the Core API.');

const legSchema = z.strictObject({
  id: stepId.optional(),
  name: z.string().min(1),
  first_step: z.string().optional().describe('Name of the first step of the leg. Absent: the leg is empty.'),
  filters: z.array(stepFilterSchema).optional(),
  filter_logic_operator: z.string().optional(),
});

const provenanceSchema = z.strictObject({
  rule: z.string().optional().describe('Converter rule that wrote the step.'),
  from: z
    .array(z.string())
    .optional()
    .describe(
      'JSON pointers of the legacy bundle that the step stands for; @ID stands for the element of a list that has the id.',
    ),
  decisions: z.array(z.string()).optional().describe('Ids of the decisions that shaped the step.'),
  idempotency_key: z
    .string()
    .optional()
    .describe(
      'Push: text with variables that names one push in all runs; parts are joined by ␟. Without it, or where its first part is empty, every push of every run is one of its own.',
    ),
});

/** The item form of exports is not public: members that the toolkit does not know are kept. */
const flowScriptSchema = z
  .looseObject({
    name: z.string().min(1),
    language: z.string().min(1).describe('javascript, php, python, ruby, csharp, go or rust.'),
    version: z.int().optional(),
    code: z.string().optional().describe('The text of the script.'),
  })
  .describe('One version of a custom script.');

const stepSchema = z.strictObject({
  id: stepId.optional(),
  parent_id: stepId.nullable().optional(),
  name: z.string().min(1).describe('Unique within the version.'),
  description: z.string().optional(),
  microservice: z.string().optional().describe('Shape identifier.'),
  type: z.string().optional().describe('Shape identifier in variant B.'),
  config: z.record(z.string(), z.unknown()).optional(),
  position: z.strictObject({ x: z.number(), y: z.number() }).optional(),
  routes: z.array(legSchema).optional(),
  endpoint: z
    .strictObject({
      name: z.string().min(1),
      direction: z.enum(['Receive', 'Send']),
      http_method: z.string(),
      data_type: z.string().optional(),
    })
    .optional(),
  connector: z
    .strictObject({
      name: z.string().min(1).describe('Name of the instance.'),
      system: z.string().optional().describe('Name of the connector definition.'),
    })
    .optional(),
  variables: z.array(z.strictObject({ key: z.string(), value: z.string() })).optional(),
  filters: z.array(stepFilterSchema).optional(),
  script_version: scriptNameSchema.optional().describe('The script that the step runs.'),
  data_pool: z.strictObject({ name: z.string().min(1) }).optional(),
  cache: z.strictObject({ name: z.string().min(1), scope: z.enum(['flow run', 'flow', 'company']) }).optional(),
  'x-repatch': provenanceSchema.optional(),
});

const flowVariableSchema = z.strictObject({
  name: z.string().min(1),
  type: z.string().optional(),
  value: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional(),
});

const versionSchema = z.strictObject({
  flow_name: z.string(),
  flow_priority: z.int().optional(),
  iteration: z.int().optional(),
  status: z.enum(['Draft', 'Deployed', 'Inactive']).optional(),
  is_deployed: z.boolean().optional(),
  is_editable: z.boolean().optional(),
  has_callback_step: z.boolean().optional(),
  variables: z.array(flowVariableSchema).optional(),
  schedules: z.array(z.strictObject({ cron_string: z.string() })).optional(),
  connections: z.array(z.record(z.string(), z.unknown())).optional(),
  steps: z.array(stepSchema),
});

export const lookupTableSchema = z.strictObject({
  name: z.string().min(1),
  rows: z.array(z.strictObject({ left_value: z.string(), right_value: z.string(), match: z.string().optional() })),
});

/** Toolkit data. The platform ignores it; nothing the platform reads is kept here. */
const flowExtensionSchema = z.strictObject({
  format: z.literal(1),
  profile: profileSchema.optional(),
  source: z
    .strictObject({
      file: z.string().optional(),
      service: z.string().describe('Id of the service.'),
      digest: z.string().optional().describe('SHA-256 of the canonical JSON of the service.'),
    })
    .optional(),
  sample: z.unknown().optional().describe('Example of the body that starts the flow.'),
  lookups: z.array(lookupTableSchema).optional().describe('Content of the cross-reference lookups that the flow uses.'),
});

/** One process flow: reads import variants A and B and their union; the toolkit writes the union. */
export const flowSchema = z
  .strictObject({
    $schema: z.string().optional(),
    metadata: z.strictObject({
      company_name: z.string(),
      flow_name: z.string(),
      exported_at: z.string().optional(),
      exported_by: z.string().optional(),
      import_summary: z
        .strictObject({
          setup_required: z.strictObject({
            connectors_needing_config: z.int(),
            auth_implementations_needing_credentials: z.int(),
            variables_needing_values: z.int(),
          }),
          dependencies: z.array(z.unknown()),
          imported_resources: z.strictObject({
            systems_imported: z.int(),
            flow_steps: z.int(),
            endpoints: z.int(),
            connectors: z.int(),
          }),
          next_steps: z.array(z.string()),
        })
        .optional(),
    }),
    flow: z.strictObject({
      name: z.string(),
      description: z.string().optional(),
      is_enabled: z.boolean(),
      priority: z.int().optional(),
      use_queued_time: z.boolean().optional(),
      labels: z.array(z.string()).optional(),
      notification_groups: z.array(z.string()).optional(),
      callbacks: z.array(z.strictObject({ name: z.string().optional(), format: z.string().optional() })).optional(),
      webhooks: z.array(z.strictObject({ name: z.string().optional(), format: z.string().optional() })).optional(),
      versions: z.array(versionSchema).min(1),
    }),
    systems: z.array(z.strictObject({ system: connectorSchema })),
    scripts: z.array(flowScriptSchema).optional(),
    dependencies: z.array(z.unknown()).optional(),
    'x-repatch': flowExtensionSchema.optional(),
  })
  .describe('A Patchworks process flow.');

export type FlowFile = z.infer<typeof flowSchema>;
export type FlowVersion = z.infer<typeof versionSchema>;
export type FlowStep = z.infer<typeof stepSchema>;
export type FlowLeg = z.infer<typeof legSchema>;
export type StepFilter = z.infer<typeof stepFilterSchema>;
export type LookupTable = z.infer<typeof lookupTableSchema>;
export type FlowExtension = z.infer<typeof flowExtensionSchema>;
