import { createHash } from 'node:crypto';
import type { Profile } from '../config/profile.ts';
import type { ConnectorDefinition } from '../connector/definition.ts';
import type { FlowFile, FlowStep } from '../flow/model.ts';
import { canonicalJson } from '../text/json.ts';
import type { Scope } from './scope.ts';

/** What a flow file says besides its steps. */
export interface FlowParts {
  readonly name: string;
  readonly company: { readonly company_name: string };
  /** Sentences. */
  readonly description: readonly string[];
  readonly enabled: { readonly is_enabled: boolean };
  readonly crons: readonly string[];
  readonly webhooks: FlowFile['flow']['webhooks'];
  /** Example of the body that starts the flow. */
  readonly sample: unknown;
  readonly steps: readonly FlowStep[];
  readonly groups: readonly string[];
  /** Answers of the profile that the flow holds with. */
  readonly assumes: Partial<Profile>;
  readonly connectors: readonly ConnectorDefinition[];
}

/** Highest is 1, lowest 5. */
const priority = 3;

/** Writes the union of both known import formats: what one of them lacks, the other ignores. */
export function writeFlow(scope: Scope, parts: FlowParts): FlowFile {
  const { name, steps, connectors } = parts;
  const { service, lookups, scripts } = scope;
  return {
    metadata: { ...parts.company, flow_name: name, import_summary: importSummary(parts) },
    flow: {
      name,
      description: parts.description.join(' '),
      ...parts.enabled,
      priority,
      ...(parts.groups.length === 0 ? {} : { notification_groups: [...parts.groups] }),
      ...(parts.webhooks === undefined || parts.webhooks.length === 0 ? {} : { webhooks: parts.webhooks }),
      versions: [
        {
          flow_name: name,
          flow_priority: priority,
          iteration: 1,
          status: 'Draft',
          is_deployed: false,
          is_editable: true,
          has_callback_step: false,
          schedules: parts.crons.map((cron) => ({ cron_string: cron })),
          connections: [],
          steps: [...steps],
        },
      ],
    },
    systems: connectors.map((system) => ({ system })),
    scripts: [...scripts.values()],
    dependencies: [],
    'x-repatch': {
      format: 1,
      source: { service: service.id, digest: createHash('sha256').update(canonicalJson(service)).digest('hex') },
      ...(parts.sample === undefined ? {} : { sample: parts.sample }),
      ...(Object.keys(parts.assumes).length === 0 ? {} : { profile: parts.assumes }),
      ...(lookups.size === 0 ? {} : { lookups: [...lookups.values()] }),
    },
  };
}

function importSummary({ steps, connectors, webhooks = [] }: FlowParts): FlowFile['metadata']['import_summary'] {
  const instances = new Set(steps.flatMap(({ connector }) => (connector === undefined ? [] : [connector.name])));
  const endpoints = new Set(
    steps.flatMap(({ connector, endpoint }) =>
      endpoint === undefined ? [] : [`${connector?.system ?? connector?.name ?? ''}\u001F${endpoint.name}`],
    ),
  );
  const authMethods = connectors.flatMap(({ authMethods: methods = [] }) =>
    methods.filter(({ type }) => type !== 'none'),
  );
  const variables = connectors.flatMap((connector) =>
    (connector.variables ?? []).filter((variable) => variable.required === true && variable.default === undefined),
  );
  return {
    setup_required: {
      connectors_needing_config: instances.size,
      auth_implementations_needing_credentials: authMethods.length,
      variables_needing_values: variables.length,
    },
    dependencies: [],
    imported_resources: {
      systems_imported: connectors.length,
      flow_steps: steps.length,
      endpoints: endpoints.size,
      connectors: instances.size,
    },
    next_steps: [
      ...[...instances].map((instance) => `Choose or create the instance "${instance}" and enter its credentials.`),
      ...webhooks.map(({ name = '' }) => `Give the new webhook address of "${name}" to its sender.`),
      'Deploy the flow and enable it at cut-over.',
    ],
  };
}
