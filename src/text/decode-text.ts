import { isUtf8 } from 'node:buffer';

/** Bytes that are not what they are said to be; the message is a clause. */
export class EncodingError extends Error {}

/**
 * The text of an answer or a file as UTF-8; the bytes themselves where they are that already. The character set comes from
 * the byte-order mark, else from the content type, else from an XML declaration, else it is UTF-8. Bytes that do not fit are
 * refused, never replaced. An XML declaration then says UTF-8, as the text is sent on in it. Errors: EncodingError.
 */
export function utf8Of(bytes: Uint8Array, contentType = ''): Uint8Array {
  const [charset, skip] = charsetOf(bytes, contentType);
  const content = skip === 0 ? bytes : bytes.subarray(skip);
  if (charset === 'utf-8') {
    if (!isUtf8(content)) throw new EncodingError('its bytes are not UTF-8, and it names no other character set');
    return content;
  }
  const decoder = decoderOf(charset);
  try {
    return Buffer.from(withUtf8Declaration(decoder.decode(content)));
  } catch {
    throw new EncodingError(`its bytes are not ${charset}`);
  }
}

/** Name of the character set that the bytes are read in, in lower case. */
export function charsetName(bytes: Uint8Array, contentType = ''): string {
  return charsetOf(bytes, contentType)[0];
}

function charsetOf(bytes: Uint8Array, contentType: string): readonly [charset: string, skip: number] {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return ['utf-8', 3];
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return ['utf-16le', 2];
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return ['utf-16be', 2];
  const named = /;\s*charset\s*=\s*"?([^\s";,]+)"?/iu.exec(contentType)?.[1]?.toLowerCase();
  if (named !== undefined) return [plainName(named), 0];
  // Two bytes for each character, without a mark: a JSON or XML text begins with a character of ASCII.
  if (bytes.length > 3 && bytes[0] === 0 && bytes[1] !== 0) return ['utf-16be', 0];
  if (bytes.length > 3 && bytes[0] !== 0 && bytes[1] === 0) return ['utf-16le', 0];
  if (bytes[0] !== 0x3c) return ['utf-8', 0];
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 200)).toString('latin1');
  const declared = /^<\?xml[^>]*?\sencoding\s*=\s*["']([\w.-]+)["']/u.exec(start)?.[1]?.toLowerCase();
  // Observed: .NET declares UTF-16 in texts that are sent as UTF-8. What can be read byte by byte is not UTF-16.
  return [declared === undefined || declared.startsWith('utf-16') ? 'utf-8' : plainName(declared), 0];
}

/** ASCII is a part of UTF-8, and what comes under its name is UTF-8 if it is anything else. */
function plainName(name: string): string {
  if (name === 'utf8' || name === 'ascii' || name === 'us-ascii') return 'utf-8';
  return name === 'utf-16' ? 'utf-16be' : name;
}

function withUtf8Declaration(text: string): string {
  return text.replace(/^(<\?xml[^>]*?\sencoding\s*=\s*["'])[\w.-]+(["'])/u, '$1UTF-8$2');
}

function decoderOf(charset: string): { decode(bytes: Uint8Array): string } {
  try {
    return new TextDecoder(charset, { fatal: true });
  } catch {
    throw new EncodingError(`its character set "${charset}" is not known`);
  }
}
