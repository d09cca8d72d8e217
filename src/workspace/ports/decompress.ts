import { promisify } from 'node:util';
import type * as zlib from 'node:zlib';

/** Encodings that are asked for. */
export const acceptEncoding = 'gzip, deflate, br';

type Decoder = (bytes: Uint8Array, options: { readonly maxOutputLength: number }) => Promise<Buffer>;

/** An answer that is larger than it may be once it is unpacked. */
export class TooLargeError extends Error {}

/**
 * Undoes the content encodings of an answer, the last one first. Errors: TooLargeError; any other for bytes that are not
 * what the header says, or an encoding that is not known.
 */
export async function decompress(bytes: Uint8Array, contentEncoding: string, limit: number): Promise<Uint8Array> {
  const names = contentEncoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  if (names.length === 0 || bytes.length === 0) return bytes;
  const library = await import('node:zlib');
  let content = bytes;
  for (const name of names.toReversed()) content = await unpack(content, name, library, limit);
  return content;
}

async function unpack(bytes: Uint8Array, name: string, library: typeof zlib, limit: number): Promise<Uint8Array> {
  try {
    return await decoderOf(name, bytes, library)(bytes, { maxOutputLength: limit });
  } catch (error) {
    if (error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      throw new TooLargeError();
    throw error;
  }
}

function decoderOf(name: string, bytes: Uint8Array, library: typeof zlib): Decoder {
  switch (name) {
    case 'gzip':
    case 'x-gzip':
      return promisify(library.gunzip) as Decoder; // the overload with options
    case 'deflate':
      // Meant is the zlib format; some servers send the bare one.
      return promisify(((bytes[0] ?? 0) & 0x0f) === 8 ? library.inflate : library.inflateRaw) as Decoder; // as above
    case 'br':
      return promisify(library.brotliDecompress) as Decoder; // as above
    case 'zstd':
      return promisify(library.zstdDecompress) as Decoder; // as above
    default:
      throw new Error(`the content encoding "${name}" is not known`);
  }
}
