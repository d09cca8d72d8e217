import type { Random } from '../../../templates/soap/test/support/random.ts';
import { escapes, pick, reserved, traversals } from './hostile-words.ts';

/** Ways to spoil a WSDL, which is XML: what is quoted stays quoted. */
export const xmlMutations: Readonly<Record<string, (xml: string, random: Random) => string>> = {
  'a canary in every text': (xml, random) => {
    const text = escapeXml(pick(random, escapes));
    return eachText(xml, (value) => `${value} ${text}`);
  },
  'canaries in attributes': (xml, random) =>
    eachAttribute(xml, (name, value) =>
      name.startsWith('xmlns') || !random.chance(0.1) ? value : `${value}${escapeXml(pick(random, escapes))}`,
    ),
  'a canary in every name space and action': (xml, random) => {
    const text = escapeXml(pick(random, escapes));
    const spaces = new Set([...xml.matchAll(/targetNamespace="([^"]+)"/gu)].map(([, space = '']) => space));
    return eachAttribute(xml, (name, value) =>
      spaces.has(value) || name === 'soapAction' || name === 'location' ? `${value}${text}` : value,
    );
  },
  'reserved words': (xml, random) => {
    const names = [...new Set([...xml.matchAll(/\bname="([^"]+)"/gu)].map(([, name = '']) => name))];
    return names.reduce((text, name) => {
      if (!random.chance(0.3)) return text;
      const word = pick(random, reserved);
      return eachAttribute(text, (_, value) =>
        value === name || value.endsWith(`:${name}`) ? value.slice(0, value.length - name.length) + word : value,
      );
    }, xml);
  },
  'names that leave the folder': (xml, random) =>
    eachAttribute(xml, (name, value) =>
      ['name', 'schemaLocation', 'location'].includes(name) && random.chance(0.3) ? pick(random, traversals) : value,
    ),
  'names that differ only in case': (xml, random) =>
    eachAttribute(xml, (name, value) => (name === 'name' && random.chance(0.3) ? value.toUpperCase() : value)),
  'types in circles': (xml, random) => {
    const types = [...xml.matchAll(/\b(?:type|base|ref|element|message)="([^"]+)"/gu)].map(([, type = '']) => type);
    return types.length === 0
      ? xml
      : eachAttribute(xml, (name, value) =>
          ['type', 'base', 'ref', 'element', 'message', 'binding'].includes(name) && random.chance(0.3)
            ? pick(random, types)
            : value,
        );
  },
  'deep nesting': (xml, random) => {
    const depth = random.whole(20, 2000);
    const [, prefix = ''] = /<(\w+:)?complexType/u.exec(xml) ?? [];
    const open = `<${prefix}sequence>`.repeat(depth);
    const close = `</${prefix}sequence>`.repeat(depth);
    return xml.replaceAll(/(<\/?)(?:\w+:)?sequence>/gu, (text, start: string) =>
      start === '<' ? `${text}${open}` : `${close}${text}`,
    );
  },
  'values of wrong types': (xml, random) =>
    eachAttribute(xml, (name, value) =>
      !name.startsWith('xmlns') && random.chance(0.05)
        ? pick(random, ['', '-1', 'NaN', '1e9', ':', 'a:b:c', ' ', 'unbounded'])
        : value,
    ),
  'elements that changed places': (xml, random) => {
    const elements = [...xml.matchAll(/<(?:\w+:)?(?:element|part|attribute|input|output)\b[^>]*\/>/gu)].map(
      ([text]) => text,
    );
    return elements.length === 0
      ? xml
      : xml.replaceAll(/<(?:\w+:)?(?:element|part|attribute|input|output)\b[^>]*\/>/gu, (text) =>
          random.chance(0.3) ? pick(random, elements) : text,
        );
  },
};

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\r', '&#13;');
}

function eachAttribute(xml: string, change: (name: string, value: string) => string): string {
  return xml.replaceAll(
    /([\w:.-]+)="([^"<]*)"/gu,
    (_, name: string, value: string) => `${name}="${change(name, value)}"`,
  );
}

function eachText(xml: string, change: (text: string) => string): string {
  return xml.replaceAll(/>([^<>]*\S[^<>]*)</gu, (_, text: string) => `>${change(text)}<`);
}
