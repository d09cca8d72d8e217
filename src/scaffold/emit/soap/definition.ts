import type { ConnectorDefinition, Endpoint, Pagination } from '../../../connector/definition.ts';
import type { TypeTable } from '../../../../templates/soap/src/soap/tables.ts';
import type { OperationTable, PartTable } from '../../../../templates/soap/src/soap/operations.ts';
import type { SoapModel } from '../../soap-model.ts';
import { authMethodsOf } from './auth-methods.ts';
import { planClients, type OperationPlan, type PortPlan } from './plan-clients.ts';
import { planTypes, type TypePlans } from './plan-types.ts';

/**
 * The connector definition of a description: one endpoint per operation, and the types of their messages as data. Of
 * ports that offer the same operations the first is taken.
 */
export function emitSoapDefinition(model: SoapModel, name: string): ConnectorDefinition {
  const types = planTypes(model);
  const clients = planClients(model, types);
  const ports = clients.flatMap((client) => client.ports.slice(0, 1).map((port) => ({ client, port })));
  const taken = new Set<string>();
  const addresses = [...new Set(ports.map(({ port }) => port.port.address))];
  const urlOf = ({ port }: PortPlan): string => `{{${addressKey(addresses.indexOf(port.address))}}}`;
  const endpoints = ports.flatMap(({ client, port }) =>
    port.operations.map((plan) => {
      const wanted = plan.operation.name;
      const title = taken.has(wanted) ? `${wanted} (${client.className.replace(/Client\d*$/u, '')})` : wanted;
      taken.add(title);
      return endpointOf(title, plan, port, { url: urlOf(port), types });
    }),
  );
  return {
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
}

function endpointOf(
  title: string,
  { operation, table }: OperationPlan,
  { port }: PortPlan,
  { url, types }: { readonly url: string; readonly types: TypePlans },
): Endpoint {
  const pagination = detectPages(table, types);
  return {
    name: title,
    direction: /^(?:get|list|search|find|query|read|fetch|retrieve|describe|lookup|track)/iu.test(operation.name)
      ? 'Receive'
      : 'Send',
    method: 'POST',
    url,
    dataType: 'xml',
    soap: { version: port.version, operation: asPlainOperation(table) },
    ...(pagination === undefined ? {} : { pagination }),
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

/** Searches of NetSuite are known by the element of their result, lists of PeopleVox by the fields of the request. */
function detectPages({ input, output }: OperationTable, types: TypePlans): Pagination | undefined {
  const answer = fieldsOf(output?.parts[0], types);
  const result = answer.find(({ p }) => p === 'searchResult');
  const resultFields = result === undefined ? [] : fieldNames(result.t, types);
  if (['searchId', 'pageIndex', 'totalPages'].every((field) => resultFields.includes(field)))
    return { method: 'NetSuite SOAP' };
  for (const { p, t } of fieldsOf(input.parts[0], types)) {
    const inside = fieldNames(t, types);
    if (!inside.includes('PageNo') || !inside.includes('ItemsPerPage')) continue;
    const total = answer.find((field) => fieldNames(field.t, types).includes('TotalCount'));
    return {
      method: 'PeopleVox',
      pagePath: `${p}.PageNo`,
      limitPath: `${p}.ItemsPerPage`,
      limit: 100,
      ...(total === undefined ? {} : { totalPath: `${total.p}.TotalCount` }),
    };
  }
  return undefined;
}

function fieldsOf(
  part: PartTable | undefined,
  types: TypePlans,
): readonly { readonly p: string; readonly t: string }[] {
  const table = part === undefined ? undefined : types.types.get(part.t)?.table;
  return table?.kind === 'complex' ? (table.fields ?? []) : [];
}

function fieldNames(type: string, types: TypePlans): string[] {
  const table = types.types.get(type)?.table;
  return table?.kind === 'complex' ? (table.fields ?? []).map(({ p }) => p) : [];
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
