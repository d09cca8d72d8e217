import { describe, expect, it } from 'vitest';
import { utf8Of } from './decode-text.ts';

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

const read = (bytes: Uint8Array, type?: string): string => Buffer.from(utf8Of(bytes, type)).toString();

describe('utf8Of', () => {
  it.each([
    ['UTF-8', Buffer.from('{"n":"Müller €"}'), 'application/json', '{"n":"Müller €"}'],
    ['UTF-8 with a mark', Buffer.from('\uFEFF{"n":"ü"}'), 'application/json; charset=utf-8', '{"n":"ü"}'],
    ['a named ISO-8859-1', latin1('{"n":"Müller"}'), 'application/json; charset=ISO-8859-1', '{"n":"Müller"}'],
    ['a quoted name', latin1('ü'), 'text/csv; header=present; charset="latin1"', 'ü'],
    ['Windows-1252', Buffer.from([0x80, 0x93, 0x41]), 'text/plain;charset=windows-1252', '€“A'],
    ['UTF-16 with a mark, little end', Buffer.from('\uFEFF[1,"ü"]', 'utf16le'), '', '[1,"ü"]'],
    ['UTF-16 with a mark, big end', utf16be('\uFEFF[1]'), 'application/json; charset=utf-16', '[1]'],
    ['UTF-16 without a mark', Buffer.from('{"a":"ü"}', 'utf16le'), 'application/json', '{"a":"ü"}'],
    ['UTF-16 without a mark, big end', utf16be('<a/>'), 'application/xml', '<a/>'],
    ['a mark against the name', Buffer.from('\uFEFFü'), 'text/plain; charset=iso-8859-1', 'ü'],
    ['nothing', Buffer.alloc(0), 'application/json', ''],
  ])('reads %s', (_, bytes, type, text) => {
    expect(read(bytes, type)).toBe(text);
  });

  it('leaves UTF-8 as it is', () => {
    const bytes = Buffer.from('{"n":"ü"}');
    expect(utf8Of(bytes, 'application/json; charset=utf-8')).toBe(bytes);
  });

  it('reads what an XML declaration says, and says UTF-8 from then on', () => {
    expect(read(latin1('<?xml version="1.0" encoding="ISO-8859-1"?><n>ü</n>'))).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><n>ü</n>',
    );
    expect(read(Buffer.from(`<?xml version='1.0' encoding='utf-8'?><n>ü</n>`))).toContain('<n>ü</n>');
  });

  it.each([
    ['bytes that are no UTF-8', latin1('Müller'), 'application/json', /not UTF-8/u],
    ['bytes that are no UTF-8 where it is named', latin1('Müller'), 'text/plain; charset=utf-8', /not UTF-8/u],
    ['half a character of UTF-16', Buffer.from([0xff, 0xfe, 0x41]), '', /not utf-16le/u],
    ['a character set nobody knows', Buffer.from('a'), 'text/plain; charset=klingon', /"klingon" is not known/u],
  ])('refuses %s', (_, bytes, type, message) => expect(() => read(bytes, type)).toThrow(message));
});
