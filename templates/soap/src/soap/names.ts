/** Namespaces that SOAP and XML Schema rest on. */
export const namespaces = {
  xml: 'http://www.w3.org/XML/1998/namespace',
  xmlns: 'http://www.w3.org/2000/xmlns/',
  schema: 'http://www.w3.org/2001/XMLSchema',
  instance: 'http://www.w3.org/2001/XMLSchema-instance',
  soap11: 'http://schemas.xmlsoap.org/soap/envelope/',
  soap12: 'http://www.w3.org/2003/05/soap-envelope',
  encoding11: 'http://schemas.xmlsoap.org/soap/encoding/',
  encoding12: 'http://www.w3.org/2003/05/soap-encoding',
  addressing: 'http://www.w3.org/2005/08/addressing',
  security: 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd',
  utility: 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd',
} as const;

/** A qualified name as one string, `{namespace}local`, or `local` where there is no namespace (Clark notation). */
export function clark(namespace: string, local: string): string {
  return namespace === '' ? local : `{${namespace}}${local}`;
}

export function splitClark(name: string): { readonly namespace: string; readonly local: string } {
  const end = name.startsWith('{') ? name.lastIndexOf('}') : -1;
  return end < 0 ? { namespace: '', local: name } : { namespace: name.slice(1, end), local: name.slice(end + 1) };
}

/** Prefixes that people, and some services, expect to see. */
export const usualPrefixes: ReadonlyMap<string, string> = new Map([
  [namespaces.schema, 'xsd'],
  [namespaces.instance, 'xsi'],
  [namespaces.encoding11, 'soapenc'],
  [namespaces.encoding12, 'enc'],
  [namespaces.addressing, 'wsa'],
  [namespaces.security, 'wsse'],
  [namespaces.utility, 'wsu'],
]);
