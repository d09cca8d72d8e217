import type { ConnectorDefinition, Endpoint } from '../../../connector/definition.ts';
import type { TypeTable } from '../../../../templates/soap/src/soap/tables.ts';
import type { OperationTable } from '../../../../templates/soap/src/soap/operations.ts';
import type { SoapModel } from '../../soap-model.ts';
import type { ScaffoldReport } from '../report.ts';
import { authMethodsOf } from './auth-methods.ts';
import { detectListing, type Listing } from './listings.ts';
import { planClients, type OperationPlan, type PortPlan } from './plan-clients.ts';
import { planTypes, type TypePlans } from './plan-types.ts';

export interface SoapDefinition {
  readonly definition: ConnectorDefinition;
  /** What speaks for the lists and pages in it, by endpoint. */
  readonly detected: ScaffoldReport['detected']['endpoints'];
}

/**
 * The connector definition of a description: one endpoint per operation, and the types of their messages as data. Of
 * ports that offer the same operations the first is taken.
 */
export function emitSoapDefinition(model: SoapModel, name: string): SoapDefinition {
  const types = planTypes(model);
  const clients = planClients(model, types);
  const ports = clients.flatMap((client) => client.ports.slice(0, 1).map((port) => ({ client, port })));
  const taken = new Set<string>();
  const detected: Record<string, Record<string, unknown>> = {};
  const addresses = [...new Set(ports.map(({ port }) => port.port.address))];
  const urlOf = ({ port }: PortPlan): string => `{{${addressKey(addresses.indexOf(port.address))}}}`;
  const endpoints = ports.flatMap(({ client, port }) =>
    port.operations.map((plan) => {
      const wanted = plan.operation.name;
      const title = taken.has(wanted) ? `${wanted} (${client.className.replace(/Client\d*$/u, '')})` : wanted;
      taken.add(title);
      const listing = detectListing(plan.table, types);
      const reads = listing.pagination !== undefined || readingVerb.test(wanted);
      if (reads && Object.keys(listing).length > 0) detected[title] = { ...listing };
      return endpointOf(title, plan, port, urlOf(port), reads ? listing : undefined);
    }),
  );
  const definition: ConnectorDefinition = {
    format: 'repatch-connector',
    formatVersion: 1,
    name,
    label: model.title,
    protocol: 'HTTP',
    soap: reachableTypes(
      types,
      ports.flatMap(({ port }) => port.operations.map(({ table }) => table)),
    ),
    variables: addresses.map((address, index) => ({
      key: addressKey(index),
      required: true,
      ...(address === '' ? {} : { default: address }),
    })),
    authMethods: authMethodsOf(
      ports.flatMap(({ port }) =>
        port.operations.map(({ table }) => ({ table, version: port.port.version, url: urlOf(port) })),
      ),
      types,
    ),
    endpoints,
  };
  return { definition, detected };
}

/** Some services put an area or "do" in front: `Report.GetStatus`, `doGetItems`. */
const readingVerb = /(?:^|[._])(?:do)?(?:get|list|search|find|query|read|fetch|retrieve|describe|lookup|track)/iu;

/** `listing`: absent for an operation that writes. */
function endpointOf(
  title: string,
  { table }: OperationPlan,
  { port }: PortPlan,
  url: string,
  listing: Listing | undefined,
): Endpoint {
  const { dataPath, pagination } = listing ?? {};
  return {
    name: title,
    direction: listing === undefined ? 'Send' : 'Receive',
    method: 'POST',
    url,
    dataType: 'xml',
    soap: { version: port.version, operation: asPlainOperation(table) },
    ...(dataPath === undefined ? {} : { dataPath: dataPath.value }),
    ...(pagination === undefined ? {} : { pagination: pagination.value }),
  };
}

/** Variable with the address of a port, so that an instance can point to another environment. */
function addressKey(index: number): string {
  return index === 0 ? 'endpointUrl' : `endpointUrl${index + 1}`;
}

/** The table in the mutable form of definitions. */
function asPlainOperation(table: OperationTable): NonNullable<Endpoint['soap']>['operation'] {
  return structuredClone(table) as NonNullable<Endpoint['soap']>['operation'];
}

/** Types that the messages can hold, those that only `xsi:type` leads to included. */
function reachableTypes(
  plans: TypePlans,
  operations: readonly OperationTable[],
): NonNullable<ConnectorDefinition['soap']> {
  const parts = operations.flatMap(({ input, output, faults = [] }) => [
    ...input.parts,
    ...(input.headers ?? []),
    ...(output?.parts ?? []),
    ...(output?.headers ?? []),
    ...faults,
  ]);
  const reached = new Set(parts.map(({ t }) => t));
  for (const id of reached) {
    const table = plans.types.get(id)?.table;
    if (table === undefined) continue;
    for (const next of [...referencesOf(table), ...(plans.unions.get(id)?.subtypes ?? [])]) reached.add(next);
  }
  const isOpen = [...reached].includes('xs:anyType');
  const types = [...plans.types.values()].filter(({ id }) => isOpen || reached.has(id));
  return {
    namespaces: [...plans.namespaces],
    types: Object.fromEntries(types.map(({ id, table }) => [id, structuredClone(table) as SoapTypeTable])),
    named: Object.fromEntries(
      types.flatMap(({ id, table }) => (table.name === undefined ? [] : [[`${table.name[0]} ${table.name[1]}`, id]])),
    ),
  };
}

type SoapTypeTable = NonNullable<ConnectorDefinition['soap']>['types'][string];

function referencesOf(table: TypeTable): string[] {
  const base = 'base' in table && table.base !== undefined ? [table.base] : [];
  if (table.kind === 'array') return [table.item];
  if (table.kind === 'simple')
    return [...base, ...[table.value, table.item].filter((ref) => ref !== undefined), ...(table.members ?? [])];
  return [
    ...base,
    ...(table.fields ?? []).map(({ t }) => t),
    ...(table.attributes ?? []).map(({ t }) => t),
    ...(table.text === undefined ? [] : [table.text]),
  ];
}
