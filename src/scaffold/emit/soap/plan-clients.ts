import type { MessageTable, OperationTable, PartTable } from '../../../../templates/soap/src/soap/operations.ts';
import type { SoapFault, SoapMessage, SoapModel, SoapOperation, SoapPart, SoapPort } from '../../soap-model.ts';
import { identifier, NameAllocator, pascal } from './identifiers.ts';
import type { TypePlans } from './plan-types.ts';

/** One class of the package: the ports of one service that offer the same operations. */
export interface ClientPlan {
  readonly className: string;
  readonly service: string;
  readonly description?: string;
  readonly ports: readonly PortPlan[];
  /** Those of the first port; the other ports have the same by name. */
  readonly operations: readonly OperationPlan[];
}

export interface PortPlan {
  readonly id: string;
  readonly port: SoapPort;
  readonly operations: readonly OperationPlan[];
}

export interface OperationPlan {
  readonly method: string;
  readonly operation: SoapOperation;
  readonly table: OperationTable;
}

/** Settles the names of classes, ports and methods. */
export function planClients(model: SoapModel, types: TypePlans): ClientPlan[] {
  const classes = NameAllocator.ofIdentifiers();
  const portIds = NameAllocator.ofProperties();
  return model.services.flatMap((service) => {
    const byPortType = [...Map.groupBy(service.ports, ({ portType }) => portType).values()];
    return byPortType.map((ports) => {
      const wanted = byPortType.length === 1 ? service.name : (ports[0]?.name ?? service.name);
      const planned = ports.map((port) => ({
        id: portIds.take(port.name),
        port,
        operations: planOperations(port, types),
      }));
      return {
        className: classes.take(`${pascal(wanted)}Client`),
        service: service.name,
        ...(service.description === undefined ? {} : { description: service.description }),
        ports: planned,
        operations: planned[0]?.operations ?? [],
      };
    });
  });
}

function planOperations(port: SoapPort, types: TypePlans): OperationPlan[] {
  const methods = NameAllocator.ofIdentifiers();
  methods.take('soap');
  return port.operations.map((operation) => ({
    method: methods.take(identifier(operation.name), 'Operation'),
    operation,
    table: operationTable(operation, types),
  }));
}

function operationTable(operation: SoapOperation, types: TypePlans): OperationTable {
  const { name, action, use, input, output, faults } = operation;
  return {
    name,
    action,
    ...(use === 'encoded' ? { encoded: true } : {}),
    input: messageTable(input, types),
    ...(output === undefined ? {} : { output: messageTable(output, types) }),
    ...(faults.length === 0 ? {} : { faults: faultTables(faults, types) }),
  };
}

function messageTable({ wrapper, parts, headers }: SoapMessage, types: TypePlans): MessageTable {
  return {
    ...(wrapper === undefined ? {} : { wrapper: types.name(wrapper) }),
    parts: partTables(parts, types),
    ...(headers.length === 0 ? {} : { headers: partTables(headers, types) }),
  };
}

function partTables(parts: readonly SoapPart[], types: TypePlans): PartTable[] {
  const properties = NameAllocator.ofProperties();
  return parts.map((part) => partTable(part, properties.take(part.name), types));
}

function partTable({ element, type, nillable }: SoapPart, property: string, types: TypePlans): PartTable {
  return { p: property, n: types.name(element), t: types.ref(type), ...(nillable ? { nil: true } : {}) };
}

function faultTables(faults: readonly SoapFault[], types: TypePlans): (PartTable & { readonly fault: string })[] {
  return faults.map(({ name, part }) => ({ fault: name, ...partTable(part, part.name, types) }));
}
