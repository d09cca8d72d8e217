import { SaxesParser } from 'saxes';
import { wsdl } from './vocabulary.ts';

/**
 * Counts the named types and the operations that documents declare, by names alone: an own pass over the texts that
 * shares nothing with the reading, so that a reader that overlooks something is found out.
 */
export class DeclarationCounter {
  readonly #types = new Set<string>();
  readonly #operations = new Set<string>();

  get types(): number {
    return this.#types.size;
  }

  get operations(): number {
    return this.#operations.size;
  }

  /**
   * The text has been read before, so it is well-formed but for prefixes. A schema without a target namespace is
   * added once for each one that it takes.
   */
  add(file: string, text: string, targetNamespace = ''): void {
    let operations = 0;
    const parser = new SaxesParser({ xmlns: false });
    const open: { readonly name: string; readonly prefixes: ReadonlyMap<string, string> }[] = [];
    const owners: string[] = [targetNamespace];
    parser.on('error', () => undefined);
    parser.on('opentag', ({ name, attributes }) => {
      const outer = open.at(-1)?.prefixes ?? new Map<string, string>();
      const declared = Object.entries(attributes).filter(([key]) => key === 'xmlns' || key.startsWith('xmlns:'));
      const prefixes =
        declared.length === 0
          ? outer
          : new Map([...outer, ...declared.map(([key, value]) => [key.slice(6), value] as const)]);
      const [local = '', prefix = ''] = name.split(':').toReversed();
      const full = `${prefixes.get(prefix) ?? ''} ${local}`;
      const parent = open.at(-1)?.name ?? '';
      const grandparent = owners.at(-1) ?? '';
      if (full === `${wsdl.schema} schema`) owners.push(attributes['targetNamespace'] ?? targetNamespace);
      if (full === `${wsdl.wsdl} portType`) owners.push(attributes['name'] ?? '');
      const isType = full === `${wsdl.schema} complexType` || full === `${wsdl.schema} simpleType`;
      if (isType && (parent === `${wsdl.schema} schema` || parent === `${wsdl.schema} redefine`))
        this.#types.add(`${grandparent} ${attributes['name'] ?? ''}`);
      if (full === `${wsdl.wsdl} operation` && parent === `${wsdl.wsdl} portType`)
        this.#operations.add(`${file} ${operations++}`);
      open.push({ name: full, prefixes });
    });
    parser.on('closetag', () => {
      const name = open.pop()?.name;
      if (name === `${wsdl.schema} schema` || name === `${wsdl.wsdl} portType`) owners.pop();
    });
    parser.write(text).close();
  }
}
