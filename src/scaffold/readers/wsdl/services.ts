import type { XmlElement } from '../../../../templates/soap/src/soap/xml-reader.ts';
import type { SoapFault, SoapMessage, SoapOperation, SoapPart, SoapPort, SoapService } from '../../soap-model.ts';
import { soapChildren, spanOf, type Definition, type Definitions } from './definitions.ts';
import { spanOfElement, type Findings } from './findings.ts';
import { MessageReader } from './messages.ts';
import type { SchemaResolver } from './resolve-schema.ts';
import { attribute, childOf, childrenOf, descriptionOf, wsdl } from './vocabulary.ts';

interface Services {
  readonly services: readonly SoapService[];
  /** Operations that no SOAP port offers. */
  readonly outsideSoap: number;
}

/** Services with their SOAP ports; what is bound to anything else is counted. */
export function readServices(definitions: Definitions, resolver: SchemaResolver, findings: Findings): Services {
  const reader = new ServiceReader(definitions, new MessageReader(definitions, resolver), findings);
  const declared = definitions.all('service').map((service) => reader.service(service));
  // A description may leave the addresses to its users: its bindings are then the ports.
  const services = declared.some(({ ports }) => ports.length > 0) ? declared : reader.servicesOfBindings();
  return { services: services.filter(({ ports }) => ports.length > 0), outsideSoap: reader.countUnbound() };
}

class ServiceReader {
  readonly #definitions: Definitions;
  readonly #messages: MessageReader;
  readonly #findings: Findings;
  /** Operations by element that some SOAP port offers. */
  readonly #reached = new Set<XmlElement>();

  constructor(definitions: Definitions, messages: MessageReader, findings: Findings) {
    this.#definitions = definitions;
    this.#messages = messages;
    this.#findings = findings;
  }

  service({ element, file, name }: Definition): SoapService {
    const ports = childrenOf(element, wsdl.wsdl, 'port').flatMap((port) => {
      const binding = this.#definitions.find('binding', attribute(port, 'binding') ?? '', port, file);
      const [address] = soapChildren(port, 'address');
      const location = address === undefined ? '' : (attribute(address, 'location') ?? '');
      return binding === undefined ? [] : this.#port(binding, attribute(port, 'name') ?? name.local, location);
    });
    return { name: name.local, ...descriptionOf(element), ports };
  }

  servicesOfBindings(): SoapService[] {
    return this.#definitions.all('binding').map((binding) => ({
      name: binding.name.local,
      ports: this.#port(binding, binding.name.local, ''),
    }));
  }

  #port(binding: Definition, name: string, address: string): SoapPort[] {
    const [soap] = soapChildren(binding.element, 'binding');
    if (soap === undefined) return [];
    const portType = this.#definitions.find(
      'portType',
      attribute(binding.element, 'type') ?? '',
      binding.element,
      binding.file,
    );
    if (portType === undefined) return [];
    const version = soap.namespace === wsdl.soap12 ? '1.2' : '1.1';
    const style = attribute(soap, 'style');
    const operations = childrenOf(binding.element, wsdl.wsdl, 'operation')
      .map((operation) => this.#operation(operation, binding, portType, style))
      .filter((operation) => operation !== undefined);
    return [{ name, portType: portType.name.local, address, version, operations: withUniqueNames(operations) }];
  }

  #operation(
    element: XmlElement,
    { file }: Definition,
    portType: Definition,
    portStyle: string | undefined,
  ): SoapOperation | undefined {
    const name = attribute(element, 'name') ?? '';
    const declared = this.#declaration(element, portType);
    if (declared === undefined) {
      const message = `Port type "${portType.name.local}" has no operation "${name}".`;
      const lost = { kind: 'operation', name };
      this.#findings.add('scaffold/wsdl-unresolved-reference', message, spanOfElement(file, element), { lost });
      return undefined;
    }
    this.#reached.add(declared);
    const [soap] = soapChildren(element, 'operation');
    const style = (soap === undefined ? undefined : attribute(soap, 'style')) ?? portStyle;
    const isRpc = style === 'rpc';
    const read = (direction: 'input' | 'output'): { message: SoapMessage; use: string } | undefined => {
      const abstract = childOf(declared, wsdl.wsdl, direction);
      if (abstract === undefined) return undefined;
      const bound = childOf(element, wsdl.wsdl, direction);
      const wrapper = direction === 'input' ? name : `${name}Response`;
      return this.#messages.message({ abstract, bound, isRpc, wrapper, bindingFile: file, portType });
    };
    const input = read('input');
    const output = read('output');
    return {
      name,
      ...descriptionOf(declared),
      action: (soap === undefined ? undefined : attribute(soap, 'soapAction')) ?? '',
      style: isRpc ? 'rpc' : 'document',
      use: input?.use === 'encoded' ? 'encoded' : 'literal',
      input: input?.message ?? { parts: [], headers: [] },
      ...(output === undefined ? {} : { output: output.message }),
      faults: this.#faults(declared, portType.file),
      at: spanOfElement(portType.file, declared),
    };
  }

  /** Overloaded operations differ by the names of their messages. */
  #declaration(bound: XmlElement, portType: Definition): XmlElement | undefined {
    const name = attribute(bound, 'name');
    const candidates = childrenOf(portType.element, wsdl.wsdl, 'operation').filter(
      (operation) => attribute(operation, 'name') === name,
    );
    if (candidates.length < 2) return candidates[0];
    const messageName = (operation: XmlElement): string | undefined => {
      const input = childOf(operation, wsdl.wsdl, 'input');
      return input === undefined ? undefined : attribute(input, 'name');
    };
    const unused = candidates.filter((operation) => !this.#reached.has(operation));
    return candidates.find((operation) => messageName(operation) === messageName(bound)) ?? unused[0] ?? candidates[0];
  }

  #faults(operation: XmlElement, file: string): SoapFault[] {
    return childrenOf(operation, wsdl.wsdl, 'fault').flatMap((fault) => {
      const [part]: readonly (SoapPart | undefined)[] = this.#messages.faultParts(fault, file);
      return part === undefined ? [] : [{ name: attribute(fault, 'name') ?? part.name, part }];
    });
  }

  /** Operations of port types that no SOAP port offers. */
  countUnbound(): number {
    let count = 0;
    for (const portType of this.#definitions.all('portType')) {
      const operations = childrenOf(portType.element, wsdl.wsdl, 'operation');
      const missed = operations.filter((operation) => !this.#reached.has(operation)).length;
      if (missed === 0) continue;
      count += missed;
      const message = `Port type "${portType.name.local}" is bound to no SOAP port for it. ${missed} operations have no method.`;
      this.#findings.add('scaffold/wsdl-outside-soap', message, spanOf(portType));
    }
    return count;
  }
}

/** Overloads get a number: SOAP tells them apart by their content, a class by their names. */
function withUniqueNames(operations: readonly SoapOperation[]): SoapOperation[] {
  const counts = new Map<string, number>();
  return operations.map((operation) => {
    const count = (counts.get(operation.name) ?? 0) + 1;
    counts.set(operation.name, count);
    return count === 1 ? operation : { ...operation, name: `${operation.name}${count}` };
  });
}
