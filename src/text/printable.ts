/** What a terminal acts on instead of showing it: control characters, line separators, changes of writing direction. */
const acting = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** The text with a visible sign for each character that a terminal would act on. Its length stays, so columns stay right. */
export function printable(text: string): string {
  return text.replaceAll(acting, signOf);
}

/** As `printable`, on one line: white space of any kind and length becomes one blank. */
export function onOneLine(text: string): string {
  return printable(text.replaceAll(/\s+/gu, ' ').trim());
}

/** Unicode has a picture of each control character of ASCII. */
function signOf(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\uFFFD';
}
