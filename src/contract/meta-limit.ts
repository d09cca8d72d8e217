import { TerminalError } from './errors.ts';

/** The platform's limit for the metadata of one payload. */
const metaLimitBytes = 10_240;

/** Errors: TerminalError `run/metadata-too-large`. */
export function requireSmallMeta(meta: Readonly<Record<string, string>>, step: string): void {
  let bytes = 0;
  for (const [key, value] of Object.entries(meta)) bytes += key.length + value.length;
  // Cheap first: only long metadata is measured in bytes.
  if (bytes * 3 <= metaLimitBytes || Buffer.byteLength(JSON.stringify(meta)) <= metaLimitBytes) return;
  throw new TerminalError({
    code: 'run/metadata-too-large',
    message: `The metadata of a payload is larger than ${metaLimitBytes} bytes after step "${step}".`,
    help: 'Keep keys in metadata, and documents in a cache.',
    step,
  });
}
