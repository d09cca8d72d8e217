import { elementsOf, resolveQName, type XmlElement } from '../../../../templates/soap/src/soap/xml-reader.ts';
import { spanOfElement, type Findings } from './findings.ts';
import type { SchemaDocument, WsdlFile } from './load-documents.ts';
import { attachedParts } from './messages.ts';
import { attribute, wsdl } from './vocabulary.ts';

const policyNamespaces = new Set([
  'http://schemas.xmlsoap.org/ws/2004/09/policy',
  'http://www.w3.org/2006/07/ws-policy',
  'http://www.w3.org/ns/ws-policy',
]);
const xmlMime = 'http://www.w3.org/2005/05/xmlmime';
const xop = 'http://www.w3.org/2004/08/xop/include';

/**
 * Names what documents ask for beyond SOAP itself: policies, attachments, binary content apart from the envelope.
 * Diagnostics: `scaffold/wsdl-policy`, `scaffold/wsdl-attachments`, `scaffold/wsdl-mtom`.
 */
export function noteExtensions(
  definitions: readonly WsdlFile[],
  schemas: readonly SchemaDocument[],
  findings: Findings,
): void {
  for (const { file, root } of definitions) {
    for (const element of descendantsOf(root)) {
      if (isPolicy(element)) notePolicy(element, file, findings);
      if (element.namespace === wsdl.mime && element.local === 'multipartRelated')
        noteAttachments(element, file, findings);
    }
  }
  for (const { file, root } of schemas)
    for (const element of descendantsOf(root)) if (isBinaryApart(element)) noteMtom(element, file, findings);
}

/**
 * The element itself first, and nothing inside of policies. Documents of 100,000 elements are walked without a call for
 * each level.
 */
function* descendantsOf(root: XmlElement): Generator<XmlElement> {
  const waiting = [root];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next;
    if (!isPolicy(next)) waiting.push(...elementsOf(next).toReversed());
  }
}

function isPolicy({ namespace, local }: XmlElement): boolean {
  return policyNamespaces.has(namespace) && local === 'Policy';
}

/** The assertions of a policy; what stands inside of one only says more about it. */
function notePolicy(element: XmlElement, file: string, findings: Findings): void {
  for (const child of elementsOf(element)) {
    if (policyNamespaces.has(child.namespace)) {
      notePolicy(child, file, findings);
      continue;
    }
    const message = `Policy assertion "${child.local}" of ${child.namespace} is not enforced.`;
    findings.add('scaffold/wsdl-policy', message, spanOfElement(file, child));
  }
}

function noteAttachments(element: XmlElement, file: string, findings: Findings): void {
  const parts = attachedParts(element);
  if (parts.length === 0) return;
  const message = `Message parts that travel as attachments are left out: ${parts.join(', ')}.`;
  findings.add('scaffold/wsdl-attachments', message, spanOfElement(file, element));
}

function isBinaryApart(element: XmlElement): boolean {
  if (element.namespace !== wsdl.schema || element.local !== 'element') return false;
  if (attribute(element, 'expectedContentTypes', xmlMime) !== undefined) return true;
  const names = [attribute(element, 'ref'), attribute(element, 'type')].filter((name) => name !== undefined);
  return names.some((name) => [xmlMime, xop].includes(resolveQName(name, element.scope)?.namespace ?? ''));
}

function noteMtom(element: XmlElement, file: string, findings: Findings): void {
  const name = attribute(element, 'name') ?? attribute(element, 'ref') ?? '';
  const types = attribute(element, 'expectedContentTypes', xmlMime);
  const content = types === undefined ? '' : ` (${types})`;
  const message = `The bytes of "${name}"${content} stand in the envelope as base64, not apart from it.`;
  findings.add('scaffold/wsdl-mtom', message, spanOfElement(file, element));
}
