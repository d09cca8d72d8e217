import { describe, expect, it } from 'vitest';
import { decodeText } from './decode-text.ts';

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

describe('decodeText', () => {
  it.each([
    ['UTF-8', Buffer.from('{"n":"Müller €"}'), 'application/json', '{"n":"Müller €"}', true],
    ['UTF-8 with a mark', Buffer.from('\uFEFF{"n":"ü"}'), 'application/json; charset=utf-8', '{"n":"ü"}', false],
    ['a named ISO-8859-1', latin1('{"n":"Müller"}'), 'application/json; charset=ISO-8859-1', '{"n":"Müller"}', false],
    ['a quoted name', latin1('ü'), 'text/csv; header=present; charset="latin1"', 'ü', false],
    ['Windows-1252', Buffer.from([0x80, 0x93, 0x41]), 'text/plain;charset=windows-1252', '€“A', false],
    ['UTF-16 with a mark, little end', Buffer.from('\uFEFF[1,"ü"]', 'utf16le'), '', '[1,"ü"]', false],
    ['UTF-16 with a mark, big end', utf16be('\uFEFF[1]'), 'application/json; charset=utf-16', '[1]', false],
    ['UTF-16 without a mark', Buffer.from('{"a":"ü"}', 'utf16le'), 'application/json', '{"a":"ü"}', false],
    ['UTF-16 without a mark, big end', utf16be('<a/>'), 'application/xml', '<a/>', false],
    ['a mark against the name', Buffer.from('\uFEFFü'), 'text/plain; charset=iso-8859-1', 'ü', false],
    ['nothing', Buffer.alloc(0), 'application/json', '', true],
  ])('reads %s', (_, bytes, type, text, wasUtf8) => {
    expect(decodeText(bytes, type)).toEqual({ text, wasUtf8 });
  });

  it('reads what an XML declaration says, and says UTF-8 from then on', () => {
    expect(decodeText(latin1('<?xml version="1.0" encoding="ISO-8859-1"?><n>ü</n>')).text).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><n>ü</n>',
    );
    expect(decodeText(Buffer.from(`<?xml version='1.0' encoding='utf-8'?><n>ü</n>`)).text).toContain('<n>ü</n>');
  });

  it.each([
    ['bytes that are no UTF-8', latin1('Müller'), 'application/json', /not UTF-8/u],
    ['bytes that are no UTF-8 where it is named', latin1('Müller'), 'text/plain; charset=utf-8', /not UTF-8/u],
    ['half a character of UTF-16', Buffer.from([0xff, 0xfe, 0x41]), '', /not utf-16le/u],
    ['a character set nobody knows', Buffer.from('a'), 'text/plain; charset=klingon', /"klingon" is not known/u],
  ])('refuses %s', (_, bytes, type, message) => expect(() => decodeText(bytes, type)).toThrow(message));
});
