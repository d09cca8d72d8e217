import { attributeOf, elementsOf, textOf, type XmlElement } from '../../../../templates/soap/src/soap/xml-reader.ts';

/** Namespaces of WSDL 1.1 and its bindings. */
export const wsdl = {
  wsdl: 'http://schemas.xmlsoap.org/wsdl/',
  soap11: 'http://schemas.xmlsoap.org/wsdl/soap/',
  soap12: 'http://schemas.xmlsoap.org/wsdl/soap12/',
  http: 'http://schemas.xmlsoap.org/wsdl/http/',
  mime: 'http://schemas.xmlsoap.org/wsdl/mime/',
  schema: 'http://www.w3.org/2001/XMLSchema',
} as const;

export function childrenOf(element: XmlElement, namespace: string, ...locals: string[]): XmlElement[] {
  return elementsOf(element).filter((child) => child.namespace === namespace && locals.includes(child.local));
}

export function childOf(element: XmlElement, namespace: string, ...locals: string[]): XmlElement | undefined {
  return childrenOf(element, namespace, ...locals)[0];
}

/** Text of the documentation element, white space collapsed; absent when there is none. */
export function descriptionOf(element: XmlElement): { readonly description?: string } {
  const annotation = childOf(element, wsdl.schema, 'annotation');
  const documentation =
    childOf(element, wsdl.wsdl, 'documentation') ??
    (annotation === undefined ? undefined : childOf(annotation, wsdl.schema, 'documentation'));
  if (documentation === undefined) return {};
  const description = allText(documentation).replaceAll(/\s+/gu, ' ').trim().slice(0, 2000);
  return description === '' ? {} : { description };
}

function allText(element: XmlElement): string {
  return [textOf(element), ...elementsOf(element).map(allText)].join(' ');
}

export function isTrue(value: string | undefined): boolean {
  return value?.trim() === 'true' || value?.trim() === '1';
}

/** An attribute without the white space around it; an empty one counts as absent. */
export function attribute(element: XmlElement, name: string, namespace?: string): string | undefined {
  const value = attributeOf(element, name, namespace)?.trim();
  return value === '' ? undefined : value;
}
