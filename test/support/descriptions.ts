import type { DescriptionFiles, FileRefusal } from '../../src/scaffold/readers/openapi/documents.ts';
import {
  readOpenApi,
  type OpenApiOptions,
  type OpenApiReading,
} from '../../src/scaffold/readers/openapi/read-openapi.ts';

/** A description kept in memory: texts by path, or what the disk would refuse. */
export function filesOf(texts: Readonly<Record<string, string>>): DescriptionFiles & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    read(path): Promise<Uint8Array | FileRefusal> {
      asked.push(path);
      const text = Object.hasOwn(texts, path) ? texts[path] : undefined;
      return Promise.resolve(text === undefined ? 'missing' : new TextEncoder().encode(text));
    },
  };
}

/** Reads a value as the root document of a description. */
export function readValue(
  value: unknown,
  others: Readonly<Record<string, string>> = {},
  options: Omit<OpenApiOptions, 'files'> = {},
): Promise<OpenApiReading> {
  return readOpenApi('api.json', { files: filesOf({ 'api.json': JSON.stringify(value), ...others }), ...options });
}
