import type { PortTable, ServiceTables } from '../../../../templates/soap/src/soap/operations.ts';
import type { ClientPlan } from './plan-clients.ts';
import type { TypePlans } from './plan-types.ts';
import { generatedNotice, propertyName, stringLiteral } from './typescript.ts';

/** The description as data, which the runtime of a package and of flows interprets. */
export function serviceTables(clients: readonly ClientPlan[], plans: TypePlans): ServiceTables {
  const types = [...plans.types.values()];
  const ports = clients.flatMap((client) =>
    client.ports.map(({ id, port: { version, address }, operations }): [string, PortTable] => [
      id,
      {
        version,
        address,
        operations: Object.fromEntries(operations.map(({ method, table }) => [method, JSON.stringify(table)])),
      },
    ]),
  );
  return {
    schema: {
      namespaces: plans.namespaces,
      types: Object.fromEntries(types.map(({ id, table }) => [id, JSON.stringify(table)])),
      named: Object.fromEntries(
        types.flatMap(({ id, table }) => (table.name === undefined ? [] : [[`${table.name[0]} ${table.name[1]}`, id]])),
      ),
    },
    ports: Object.fromEntries(ports),
  };
}

/** The tables as a module, one line per type and operation, so that a change of one is a change of one line. */
export function printTables(clients: readonly ClientPlan[], plans: TypePlans): string {
  const tables = serviceTables(clients, plans);
  return [
    generatedNotice,
    "import type { ServiceTables } from './soap/operations.ts';\n\n",
    `export const tables: ServiceTables = ${printValue(tables, '')};\n`,
  ].join('');
}

function printValue(value: unknown, indent: string): string {
  if (typeof value === 'string') return stringLiteral(value);
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item) => `${deeper}${printValue(item, deeper)},\n`).join('');
    return items === '' ? '[]' : `[\n${items}${indent}]`;
  }
  const members = Object.entries(value as Readonly<Record<string, unknown>>) // tables are texts, lists and objects
    .map(([key, member]) => `${deeper}${propertyName(key)}: ${printValue(member, deeper)},\n`)
    .join('');
  return members === '' ? '{}' : `{\n${members}${indent}}`;
}
