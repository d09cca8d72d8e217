import type { ClientPlan } from './plan-clients.ts';
import type { TypePlans } from './plan-types.ts';
import { generatedNotice, propertyName, stringLiteral } from './typescript.ts';

/** The description as data, one line per type and operation, so that a change of one is a change of one line. */
export function printTables(clients: readonly ClientPlan[], types: TypePlans): string {
  const named = [...types.types.values()].flatMap(({ id, table }) =>
    table.kind === 'complex' || table.kind === 'simple' || table.kind === 'array'
      ? table.name === undefined
        ? []
        : [entry(`${table.name[0]} ${table.name[1]}`, stringLiteral(id), '      ')]
      : [],
  );
  const tables = [...types.types.values()].map(({ id, table }) => entry(id, json(table), '      '));
  const ports = clients.flatMap((client) =>
    client.ports.map(({ id, port, operations }) =>
      [
        `    ${propertyName(id)}: {\n`,
        `      version: '${port.version}',\n`,
        `      address: ${stringLiteral(port.address)},\n`,
        '      operations: {\n',
        ...operations.map(({ method, table }) => entry(method, json(table), '        ')),
        '      },\n    },\n',
      ].join(''),
    ),
  );
  return [
    generatedNotice,
    "import type { ServiceTables } from './soap/operations.ts';\n\n",
    'export const tables: ServiceTables = {\n  schema: {\n',
    `    namespaces: [${types.namespaces.map(stringLiteral).join(', ')}],\n`,
    `    types: {\n${tables.join('')}    },\n`,
    `    named: {\n${named.join('')}    },\n  },\n`,
    `  ports: {\n${ports.join('')}  },\n};\n`,
  ].join('');
}

function entry(key: string, value: string, indent: string): string {
  return `${indent}${propertyName(key)}: ${value},\n`;
}

function json(value: unknown): string {
  return stringLiteral(JSON.stringify(value));
}
