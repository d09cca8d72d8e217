import { isBare, type MessageTable, type PartTable } from '../../../../templates/soap/src/soap/operations.ts';
import type { ClientPlan, OperationPlan } from './plan-clients.ts';
import type { TypePlans } from './plan-types.ts';
import { typeExpression } from './print-types.ts';
import { comment, generatedNotice, propertyName, stringLiteral } from './typescript.ts';

/** The classes of the package with one method per operation. */
export function printClients(clients: readonly ClientPlan[], types: TypePlans): string {
  const bodies = clients.map((client) => printInterface(client, types) + printClass(client, types));
  const text = bodies.join('\n');
  return [
    generatedNotice,
    "import { SoapCaller, type CallOptions, type SoapClientOptions } from './soap/caller.ts';\n",
    text.includes('$.') ? "import type * as $ from './soap/types.ts';\n" : '',
    text.includes('types.') ? "import type * as types from './types/index.ts';\n" : '',
    "\nconst load = async () => (await import('./tables.ts')).tables;\n\n",
    text,
  ].join('');
}

function printInterface(client: ClientPlan, types: TypePlans): string {
  const members = client.operations.map((plan) => {
    const { input, output, faults = [] } = plan.table;
    const fault = faults.map(({ fault: name, t }) => `${propertyName(name)}: ${typeExpression(t, types)}`).join('; ');
    return [
      `  ${propertyName(plan.method)}: {\n`,
      `    input: ${messageType(input, types)};\n`,
      `    output: ${outputType(output, types)};\n`,
      `    headers: ${headersType(input, types, '?')};\n`,
      `    replyHeaders: ${headersType(output, types, '?')};\n`,
      `    faults: ${fault === '' ? '{}' : `{ ${fault} }`};\n`,
      '  };\n',
    ].join('');
  });
  return [
    comment(`Input, output, headers and faults of every operation of ${client.service}.`),
    `export interface ${operationsName(client)} {\n${members.join('')}}\n\n`,
  ].join('');
}

function operationsName({ className }: ClientPlan): string {
  return `${className.replace(/Client(\d*)$/u, '$1')}Operations`;
}

function printClass(client: ClientPlan, types: TypePlans): string {
  const ports = client.ports.map(({ id }) => stringLiteral(id));
  const addresses = client.ports.map(({ id, port }) => `${id} (SOAP ${port.version}): ${port.address || 'no address'}`);
  const operations = operationsName(client);
  return [
    comment([client.description ?? `Client of ${client.service}.`, `Ports: ${addresses.join('; ')}.`].join(' ')),
    `export class ${client.className} {\n`,
    '  /** Calls by name, with headers of the answer. */\n',
    `  readonly soap: SoapCaller<${operations}>;\n\n`,
    `  constructor(options: SoapClientOptions<${ports.join(' | ')}> = {}) {\n`,
    `    this.soap = new SoapCaller(load, ${ports[0] ?? "''"}, options);\n`,
    '  }\n',
    ...client.operations.map((plan) => printMethod(plan, operations, types)),
    '}\n',
  ].join('');
}

function printMethod({ method, operation, table }: OperationPlan, operations: string, types: TypePlans): string {
  const name = stringLiteral(method);
  const takesNothing = isEmpty(table.input);
  const input = takesNothing ? '' : `input: ${messageType(table.input, types)}, `;
  const output = outputType(table.output, types);
  return [
    '\n',
    comment(operation.description ?? `Operation ${operation.name}.`, '  '),
    `  async ${method}(${input}options?: CallOptions<${operations}[${name}]['headers']>): Promise<${output}> {\n`,
    `    ${table.output === undefined ? '' : 'return ('}await this.soap.call(${name}, ${takesNothing ? '{}' : 'input'}, options)`,
    `${table.output === undefined ? '' : ').body'};\n  }\n`,
  ].join('');
}

function outputType(message: MessageTable | undefined, types: TypePlans): string {
  return message === undefined ? 'void' : messageType(message, types);
}

function messageType(message: MessageTable, types: TypePlans): string {
  const [only] = message.parts;
  if (isBare(message) && only !== undefined) return partType(only, types);
  if (isEmpty(message)) return '{}';
  const parts = message.parts.map(
    (part) => `${propertyName(part.p)}${part.nil === true ? '?' : ''}: ${partType(part, types)}`,
  );
  return `{ ${parts.join('; ')} }`;
}

function headersType(message: MessageTable | undefined, types: TypePlans, mark: string): string {
  const headers = message?.headers ?? [];
  if (headers.length === 0) return '{}';
  return `{ ${headers.map((part) => `${propertyName(part.p)}${mark}: ${partType(part, types)}`).join('; ')} }`;
}

function partType({ t, nil }: PartTable, types: TypePlans): string {
  const type = typeExpression(t, types);
  return nil === true ? `${type} | null` : type;
}

function isEmpty({ parts }: MessageTable): boolean {
  return parts.length === 0;
}
