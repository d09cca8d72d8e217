import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { waitAskedFor } from '../../src/contract/wait-asked-for.ts';
import { utf8Of } from '../../src/text/decode-text.ts';
import { parseJson } from '../../src/text/json-codec.ts';

/** Tables of the tests of generated packages: facts that hold for the runtime as well. */
function tableOf<Row>(name: string): readonly Row[] {
  const file = join(import.meta.dirname, '../../templates/connector/test/runtime', `${name}.json`);
  const [rows] = Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>).filter(Array.isArray);
  return rows as readonly Row[]; // one list each
}

describe('numbers', () => {
  const numbers = tableOf<{ text: string }>('numbers').map(({ text }) => text);

  // The runtime keeps the text of every number; a package gives numbers that count.
  it.each(numbers)('%s goes through as it was written', (text) => {
    const document = `{"id":${text},"list":[${text}]}`;
    expect(JSON.stringify(parseJson(document))).toBe(document);
  });
});

describe('character sets', () => {
  interface Row {
    readonly name: string;
    readonly contentType?: string;
    readonly base64: string;
    readonly text?: string;
  }
  /** Where the first evidence cannot be right the runtime refuses; a package tries the next. */
  const refused = new Set([
    'an unknown name over ASCII',
    'a content type that cannot be right beside an XML declaration',
  ]);
  const declared = (text: string): string => text.replace(/(encoding=["'])[\w-]+/u, '$1UTF-8');

  it.each(tableOf<Row>('charsets').map((row) => [row.name, row] as const))('%s', (name, row) => {
    const read = (): string => Buffer.from(utf8Of(Buffer.from(row.base64, 'base64'), row.contentType)).toString();
    if (row.text === undefined || refused.has(name)) expect(read).toThrow();
    else expect(declared(read())).toBe(declared(row.text));
  });
});

describe('waits that a server asks for', () => {
  interface Row {
    readonly name: string;
    readonly status?: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly waitMs?: number;
  }
  it.each(tableOf<Row>('retry-after').map((row) => [row.name, row] as const))(
    '%s',
    (_, { status = 503, headers, waitMs }) => {
      expect(waitAskedFor({ status, headers }, Date.parse('2026-01-01T00:00:00.000Z'))).toBe(waitMs);
    },
  );
});
