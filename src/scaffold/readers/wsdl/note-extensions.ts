import { elementsOf, type XmlElement } from '../../../../templates/soap/src/soap/xml-reader.ts';
import { spanOfElement, type Findings } from './findings.ts';
import type { WsdlFile } from './load-documents.ts';
import { childrenOf, wsdl } from './vocabulary.ts';

/** Namespaces of WS-Policy 1.2 and 1.5. */
const policyNamespaces = new Set(['http://schemas.xmlsoap.org/ws/2004/09/policy', 'http://www.w3.org/ns/ws-policy']);

/** What groups assertions in a policy and asserts nothing by itself. */
const operators = new Set(['Policy', 'ExactlyOne', 'All', 'PolicyReference', 'UsingPolicy']);

/** Notes what a description asks for beyond the envelope: attachments and policies. Nothing of it is carried out. */
export function noteExtensions(documents: readonly WsdlFile[], findings: Findings): void {
  for (const { file, root } of documents) {
    for (const element of withoutSchemas(root)) {
      if (element.namespace === wsdl.mime && element.local === 'multipartRelated')
        noteAttachments(element, file, findings);
      if (isPolicy(element)) notePolicy(element, file, findings);
    }
  }
}

/** The first part holds the envelope; the others are attachments. */
function noteAttachments(message: XmlElement, file: string, findings: Findings): void {
  const count = childrenOf(message, wsdl.mime, 'part').length - 1;
  if (count < 1) return;
  const parts = count === 1 ? '1 attachment' : `${count} attachments`;
  findings.add(
    'scaffold/wsdl-attachments',
    `The message has ${parts} beside its envelope; the envelope alone is sent.`,
    spanOfElement(file, message),
  );
}

function notePolicy(policy: XmlElement, file: string, findings: Findings): void {
  const names = [...new Set(assertionsOf(policy))];
  if (names.length === 0) return;
  findings.add(
    names.includes('OptimizedMimeSerialization') ? 'scaffold/wsdl-attachments' : 'scaffold/wsdl-policy',
    `The policy asserts ${names.join(', ')}; no policy is carried out.`,
    spanOfElement(file, policy),
  );
}

/** Names of the outermost assertions. */
function assertionsOf(policy: XmlElement): string[] {
  return elementsOf(policy).flatMap((child) =>
    policyNamespaces.has(child.namespace) && operators.has(child.local) ? assertionsOf(child) : [child.local],
  );
}

function isPolicy({ namespace, local }: XmlElement): boolean {
  return local === 'Policy' && policyNamespaces.has(namespace);
}

/** All elements below, but nothing inside of schemas and of policies. */
function* withoutSchemas(element: XmlElement): Generator<XmlElement> {
  yield element;
  if (element.namespace === wsdl.schema || isPolicy(element)) return;
  for (const child of elementsOf(element)) yield* withoutSchemas(child);
}
