import type { Endpoint } from '../../connector/definition.ts';

/** The format in which flows get a body of this media type. */
export function dataTypeOf(mediaType: string | undefined): Endpoint['dataType'] {
  if (mediaType === undefined) return undefined;
  if (/json|\*\/\*/u.test(mediaType)) return 'json';
  if (mediaType.includes('xml')) return 'xml';
  return mediaType.includes('csv') ? 'csv' : 'txt';
}
