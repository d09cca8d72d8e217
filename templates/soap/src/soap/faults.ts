import { Decoder } from './decode.ts';
import { readFault } from './envelope.ts';
import { SoapFaultError } from './errors.ts';
import type { MessageContext } from './messages.ts';
import type { XmlElement } from './xml-reader.ts';

/** The fault of an answer, its detail decoded where the operation declares it. */
export function faultError(fault: XmlElement, status: number, context: MessageContext): SoapFaultError {
  const { operation, schema, reporter } = context;
  const content = readFault(fault);
  for (const element of content.details) {
    const declared = operation.faults?.find(({ n }) => {
      const { namespace, local } = schema.name(n);
      return element.local === local && (element.namespace === namespace || namespace === '');
    });
    if (declared !== undefined) {
      const value = new Decoder({ schema, reporter }).element(element, declared.t);
      return new SoapFaultError(operation.name, status, content, { fault: declared.fault, value });
    }
  }
  return new SoapFaultError(operation.name, status, content);
}
