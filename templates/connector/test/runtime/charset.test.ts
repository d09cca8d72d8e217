import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { encodeBody } from '../../src/runtime/body.ts';
import { CharsetError, decodeText, encodeText } from '../../src/runtime/charset.ts';

interface CharsetCase {
  readonly name: string;
  readonly contentType?: string;
  readonly base64: string;
  readonly text?: string;
  readonly problem?: true;
}

const { charsets } = JSON.parse(readFileSync(join(import.meta.dirname, 'charsets.json'), 'utf8')) as { charsets: CharsetCase[] };

describe('text is read from', () => {
  for (const { name, contentType, base64, text } of charsets)
    it(name, () => {
      const bytes = Buffer.from(base64, 'base64');
      if (text === undefined) assert.throws(() => decodeText(bytes, contentType), CharsetError);
      else assert.equal(decodeText(bytes, contentType), text);
    });

  it('what the caller knows, where nothing says otherwise', () => {
    assert.equal(decodeText(Buffer.from('Z\u00fcrich', 'latin1'), 'text/csv', 'iso-8859-1'), 'Zürich');
    assert.equal(decodeText(Buffer.from('Zürich'), 'text/csv; charset=utf-8', 'iso-8859-1'), 'Zürich');
  });
});

describe('text is written in', () => {
  for (const charset of ['utf-8', 'iso-8859-1', 'windows-1252', 'iso-8859-15', 'utf-16', 'utf-16le', 'utf-16be'])
    it(charset, () => {
      const bytes = encodeText('Zürich é', charset);
      assert.equal(decodeText(bytes, `text/plain; charset=${charset}`), 'Zürich é');
      assert.equal(bytes.length, charset === 'utf-8' ? 10 : charset === 'utf-16' ? 18 : charset.startsWith('utf') ? 16 : 8);
    });

  it('no character set that lacks a character', () => {
    assert.deepEqual([...encodeText('€', 'windows-1252')], [0x80]);
    assert.throws(() => encodeText('Zürich 東京', 'iso-8859-1'), /"東", which cannot be written in iso-8859-1/);
    assert.throws(() => encodeText('東', 'shift_jis'), CharsetError);
  });
});

describe('a body is sent in the character set of its type', () => {
  it('JSON in ASCII, where that is not UTF-8', async () => {
    const { content, contentType } = await encodeBody({ contentType: 'application/json;charset=ISO-8859-1' }, { city: 'Zürich 東京 😀' });
    assert.equal(contentType, 'application/json;charset=ISO-8859-1');
    const text = Buffer.from(content as Uint8Array).toString('latin1');
    assert.equal(text, String.raw`{"city":"Z\u00fcrich \u6771\u4eac \ud83d\ude00"}`);
    assert.deepEqual(JSON.parse(text), { city: 'Zürich 東京 😀' });
  });

  it('UTF-8 as text', async () => {
    for (const contentType of ['application/json', 'application/json;charset=UTF-8', 'application/json ; charset=utf8'])
      assert.equal((await encodeBody({ contentType }, 'Zürich')).content, '"Zürich"');
  });

  it('text in its bytes', async () => {
    const { content } = await encodeBody({ contentType: 'text/csv; charset=windows-1252' }, '5 €');
    assert.deepEqual(content, Uint8Array.of(0x35, 0x20, 0x80));
    await assert.rejects(encodeBody({ contentType: 'text/csv; charset=iso-8859-2' }, '東'), CharsetError);
  });
});
