import { namespaces } from './names.ts';
import { XmlError, type XmlPlace } from './xml-error.ts';

/** Prefixes in scope; each element that declares one adds a link to the chain. */
export interface Scope {
  readonly prefixes: ReadonlyMap<string, string>;
  readonly outer: Scope | undefined;
}

export const baseScope: Scope = { prefixes: new Map([['xml', namespaces.xml]]), outer: undefined };

/** The scope inside an element with these attributes. Errors: `XmlError` for declarations that are not allowed. */
export function declare(entries: readonly (readonly [string, string])[], outer: Scope, place: XmlPlace): Scope {
  if (entries.length === 0) return outer;
  const prefixes = new Map<string, string>();
  for (const [name, value] of entries) {
    if (name === 'xmlns') prefixes.set('', checkedNamespace('', value, place));
    else if (name.startsWith('xmlns:')) prefixes.set(name.slice(6), checkedNamespace(name.slice(6), value, place));
  }
  return prefixes.size === 0 ? outer : { prefixes, outer };
}

/** Namespaces in XML 1.0, section 3: what may not be declared. */
function checkedNamespace(prefix: string, namespace: string, place: XmlPlace): string {
  const wrong =
    prefix === 'xmlns' ||
    namespace === namespaces.xmlns ||
    (prefix === 'xml') !== (namespace === namespaces.xml) ||
    (prefix !== '' && namespace === '');
  if (wrong) throw new XmlError('namespace', `Prefix "${prefix}" cannot be declared as "${namespace}".`, place);
  return namespace;
}

/** The namespace of a prefix, `''` for the default one; `undefined` when it is not declared. */
export function lookUp(scope: Scope, prefix: string): string | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    const found = at.prefixes.get(prefix);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A name inside a value, such as that of `xsi:type`; `undefined` when its prefix is not declared. */
export function resolveQName(
  value: string,
  scope: Scope,
): { readonly namespace: string; readonly local: string } | undefined {
  const name = value.trim();
  const colon = name.indexOf(':');
  const namespace = lookUp(scope, colon < 0 ? '' : name.slice(0, colon)) ?? (colon < 0 ? '' : undefined);
  return namespace === undefined ? undefined : { namespace, local: name.slice(colon + 1) };
}
