import type { JsonSchema } from '../../api-model.ts';
import type { ConnectorEndpoint, ConnectorModel } from '../../connector-model.ts';
import { type EndpointPlan, planEndpoint } from './endpoint-plan.ts';
import { NameTable, kebabCase, pascalCase, safeMember } from './names.ts';
import { type SchemaPlan, planSchemas } from './schema-plan.ts';
import { planWebhooks, type WebhookPlan } from './webhooks.ts';

/** Every name of the package, chosen before a line is written. */
export interface PackagePlan {
  readonly model: ConnectorModel;
  readonly clientName: string;
  readonly schemas: SchemaPlan;
  readonly groups: readonly GroupPlan[];
  readonly webhooks: readonly WebhookPlan[];
  /** To be kept, so that the next run gives the same names. */
  readonly names: RenameTable;
}

export interface GroupPlan {
  /** Member of the client. */
  readonly id: string;
  readonly className: string;
  /** File name without ending. */
  readonly file: string;
  readonly description: string | undefined;
  readonly endpoints: readonly EndpointPlan[];
}

/** Names given, by what they stand for. New things get new names; nothing is ever renamed by them. */
export interface RenameTable {
  readonly schemas: Readonly<Record<string, string>>;
  readonly groups: Readonly<Record<string, string>>;
  readonly groupFiles: Readonly<Record<string, string>>;
}

const noNames: RenameTable = { schemas: {}, groups: {}, groupFiles: {} };

/** What the package exports beside a namespace for each group. */
const ownExports = ['types', 'servers', 'fillServerUrl', 'isHttpError', 'tokenLogin', 'readWebhook', 'Webhooks'];

export function planPackage(model: ConnectorModel, previous: RenameTable = noNames): PackagePlan {
  const schemas = planSchemas(model.api, model.endpoints.flatMap(requestSchemas), previous.schemas);
  const members = new NameTable(previous.groups, ownExports);
  const files = new NameTable(previous.groupFiles, ['schemas', 'received']);
  const clientName = `${pascalCase(model.name)}Client`;
  const classes = new NameTable();
  const groups = [...Map.groupBy(model.endpoints, ({ group }) => group)].map(([group, endpoints]): GroupPlan => {
    const id = members.give(group, safeMember(group));
    const className = classes.give(group, `${pascalCase(group)}Group`);
    return {
      id,
      className,
      file: files.give(group, kebabCase(group)),
      description: model.api.tags.find(({ name }) => pascalCase(name) === pascalCase(group))?.description,
      endpoints: planEndpoints(endpoints, schemas),
    };
  });
  return {
    model,
    clientName,
    schemas,
    groups,
    webhooks: planWebhooks(model.api.webhooks, schemas),
    names: { schemas: schemas.names, groups: members.toRecord(), groupFiles: files.toRecord() },
  };
}

function planEndpoints(endpoints: readonly ConnectorEndpoint[], schemas: SchemaPlan): EndpointPlan[] {
  const methods = new NameTable();
  const types = new NameTable();
  return endpoints.map((endpoint, index) => {
    const id = methods.give(String(index), safeMember(endpoint.id));
    return planEndpoint(endpoint, id, types.give(String(index), pascalCase(id)), schemas);
  });
}

function requestSchemas({ operation }: ConnectorEndpoint): JsonSchema[] {
  return [
    ...operation.parameters.map(({ schema }) => schema),
    ...(operation.body?.contents ?? []).map(({ schema }) => schema),
  ];
}
