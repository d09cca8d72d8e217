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
 * Names what documents ask for beyond SOAP itself: policies, attachments, binary content apart from the envelope. What
 * large descriptions repeat for each operation is said once, at its first place.
 * Diagnostics: `scaffold/wsdl-policy`, `scaffold/wsdl-attachments`, `scaffold/wsdl-mtom`.
 */
export function noteExtensions(
  definitions: readonly WsdlFile[],
  schemas: readonly SchemaDocument[],
  findings: Findings,
): void {
  const parts = definitions.flatMap(({ file, root }) =>
    Array.from(descendantsOf(root), (element): Place => ({ file, element })),
  );
  const assertions = parts
    .filter(({ element }) => isPolicy(element))
    .flatMap(({ file, element }) => assertionsOf(element).map((asserted): Place => ({ file, element: asserted })));
  for (const [name, [first, ...others]] of Map.groupBy(assertions, ({ element }) => nameOf(element))) {
    const message = `Policy assertion ${name}${andOthers(others.length)} is not enforced.`;
    if (first !== undefined) findings.add('scaffold/wsdl-policy', message, spanOfElement(first.file, first.element));
  }
  for (const { file, element } of parts) {
    if (element.namespace === wsdl.mime && element.local === 'multipartRelated')
      noteAttachments(element, file, findings);
  }
  for (const { file, root } of schemas) {
    const [first, ...others] = [...descendantsOf(root)].filter(isBinaryApart);
    if (first !== undefined) noteMtom(first, file, others.length, findings);
  }
}

interface Place {
  readonly file: string;
  readonly element: XmlElement;
}

function nameOf({ local, namespace }: XmlElement): string {
  return `"${local}" of ${namespace}`;
}

function andOthers(count: number): string {
  return count === 0 ? '' : `, here and in ${count === 1 ? 'one other place' : `${count} other places`},`;
}

/**
 * The element itself first, and nothing inside of policies. Documents of 100,000 elements are walked without a call for
 * each level.
 */
function* descendantsOf(root: XmlElement): Generator<XmlElement> {
  const waiting = [root];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next;
    // Not all in one call: arguments stand on the stack, and one element can have that many.
    if (!isPolicy(next)) for (const child of elementsOf(next).toReversed()) waiting.push(child);
  }
}

function isPolicy({ namespace, local }: XmlElement): boolean {
  return policyNamespaces.has(namespace) && local === 'Policy';
}

/** The assertions of a policy, those inside of its operators included; what stands inside of one only says more about it. */
function assertionsOf(element: XmlElement): XmlElement[] {
  return elementsOf(element).flatMap((child) =>
    policyNamespaces.has(child.namespace) ? assertionsOf(child) : [child],
  );
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

function noteMtom(element: XmlElement, file: string, others: number, findings: Findings): void {
  const name = attribute(element, 'name') ?? attribute(element, 'ref') ?? '';
  const types = attribute(element, 'expectedContentTypes', xmlMime);
  const content = types === undefined ? '' : ` (${types})`;
  const message = `The bytes of "${name}"${content}${andOthers(others)} stand in the envelope as base64, not apart from it.`;
  findings.add('scaffold/wsdl-mtom', message, spanOfElement(file, element));
}
