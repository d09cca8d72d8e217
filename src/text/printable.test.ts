import { expect, it } from 'vitest';
import { onOneLine, printable } from './printable.ts';

it.each([
  ['plain – ünïcode 漢字 👍', 'plain – ünïcode 漢字 👍'],
  ['\u001B[2Jgone', '␛[2Jgone'],
  ['bell\u0007 back\b \u007F', 'bell␇ back␈ ␡'],
  ['a\r\nb\tc', 'a␍␊b␉c'],
  ['\u009B31m \u0085', '�31m �'],
  ['line\u2028paragraph\u2029', 'line�paragraph�'],
  ['txt.\u202Eexe\u2066', 'txt.�exe�'],
])('%j is shown as %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
  expect(printable(text)).toHaveLength(text.length);
});

it('makes one line of several', () => {
  expect(onOneLine(' {\r\n\t"message":   "no\u001B"\n} ')).toBe('{ "message": "no␛" }');
});
