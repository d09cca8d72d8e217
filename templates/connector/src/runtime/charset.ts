/** The bytes are no text in any of the character sets that they could be in. */
export class CharsetError extends TypeError {
  override readonly name = 'CharsetError';
}

/**
 * Text of bytes: a byte order mark decides, then the content type, then an XML declaration, then `fallback`, else UTF-8.
 * Where the first of these cannot be right, the next is tried; text is never read with replacement characters.
 */
export function decodeText(bytes: Uint8Array, contentType = '', fallback?: string): string {
  const candidates = new Set(charsetsOf(bytes, contentType, fallback));
  for (const charset of candidates) {
    const text = decodeAs(charset, bytes);
    if (text !== undefined) return text;
  }
  throw new CharsetError(`is not valid ${[...candidates].join(' or ')} text`);
}

function charsetsOf(bytes: Uint8Array, contentType: string, fallback: string | undefined): string[] {
  const marked = byteOrderMark(bytes);
  if (marked !== undefined) return [marked];
  const wide = wideCharset(bytes);
  const inDeclaration = wide === undefined ? xmlCharset(bytes) : undefined;
  const silent = inDeclaration === undefined ? [fallback, 'utf-8'] : [inDeclaration];
  return [wide, charsetIn(contentType), ...silent].filter((charset) => charset !== undefined);
}

/** The parameter `charset` of a content type. */
export function charsetIn(contentType: string): string | undefined {
  const [, quoted, plain] = /;\s*charset\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(contentType) ?? [];
  const charset = (quoted ?? plain ?? '').trim().toLowerCase();
  // ASCII is a part of UTF-8, which is what comes under this name if it is not ASCII.
  return charset === '' ? undefined : /^(?:us-)?ascii$/.test(charset) ? 'utf-8' : charset;
}

function byteOrderMark([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xff && second === 0xfe ? 'utf-16le' : undefined;
}

/** JSON and XML begin with an ASCII character: in UTF-16 one of the first two bytes is 0. */
function wideCharset([first, second]: Uint8Array): string | undefined {
  if (first === undefined || second === undefined || (first === 0) === (second === 0)) return undefined;
  return first === 0 ? 'utf-16be' : 'utf-16le';
}

function xmlCharset(bytes: Uint8Array): string | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, 200));
  const charset = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(start)?.[1]?.toLowerCase();
  // Observed: .NET writes "utf-16" into texts that are sent as UTF-8. What can be read byte by byte is not UTF-16.
  return charset === undefined || charset.startsWith('utf-16') ? undefined : charset;
}

function decodeAs(charset: string, bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder(charset.replaceAll('_', '-'), { fatal: true }).decode(bytes);
    return isLatin(charset) ? text.replaceAll(/[\u0080-\u009f]/g, (char) => latin.charAt(char.charCodeAt(0) - 0x80)) : text;
  } catch {
    return undefined;
  }
}

// ISO-8859-1 is read as Windows-1252, as all browsers do it; Node 20 reads both as ISO-8859-1.
const latin = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function isLatin(charset: string): boolean {
  return /^(?:iso[-_]?8859-?1|latin-?1|l1|(?:windows|x-cp|cp)-?1252)$/.test(charset.replaceAll('_', '-'));
}

/** Bytes of text in a character set: UTF-8, UTF-16, or one with a byte for each character. Errors: `CharsetError`. */
export function encodeText(text: string, charset: string): Uint8Array<ArrayBuffer> {
  if (/^utf-?8$/.test(charset)) return new TextEncoder().encode(text);
  if (charset.startsWith('utf-16')) return encodeWide(charset.endsWith('le') ? text : `${charset.endsWith('be') ? '' : '\ufeff'}${text}`, charset.endsWith('le'));
  const codes = new Map<string, number>();
  for (let code = 0; code < 256; code++) {
    const char = decodeAs(charset, Uint8Array.of(code));
    if (char?.length === 1) codes.set(char, code);
  }
  const bytes = Uint8Array.from(text, (char) => {
    const code = codes.get(char);
    if (code === undefined) throw new CharsetError(`has ${JSON.stringify(char)}, which cannot be written in ${charset}`);
    return code;
  });
  return bytes;
}

function encodeWide(text: string, isLittle: boolean): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let index = 0; index < text.length; index++) view.setUint16(index * 2, text.charCodeAt(index), isLittle);
  return new Uint8Array(view.buffer);
}
