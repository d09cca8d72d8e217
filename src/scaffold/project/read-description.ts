import { basename } from 'node:path';
import type { Diagnostic, Finding } from '../../diagnostics/diagnostic.ts';
import type { ApiModel } from '../api-model.ts';
import { isObject } from '../../text/json.ts';
import { readSource, type Source } from '../../text/source.ts';
import { readBytes } from '../../workspace/files.ts';
import { createDescriptionFiles } from './description-files.ts';

export interface ReadDescription {
  /** Absent when nothing can be made of the file. */
  readonly model: ApiModel | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ReadDescriptionOptions {
  /** References may leave the folder of the file. */
  readonly allowOutside: boolean;
}

/** Reads a description by the reader for its content: OpenAPI or Postman, whatever the file is called. */
export async function readDescription(file: string, options: ReadDescriptionOptions): Promise<ReadDescription> {
  const bytes = await readBytes(file);
  if (looksLikeOpenApi(bytes)) return readAsOpenApi(file, options);
  const source = await readSource(file, bytes);
  const { isCollection } = await import('../readers/postman/collection.ts');
  if (isCollection(source.value)) {
    const { readPostman } = await import('../readers/postman/read-postman.ts');
    const { model, diagnostics } = await readPostman(source);
    return { model, diagnostics };
  }
  if (source.value === undefined) return { model: undefined, diagnostics: source.diagnostics };
  if (isObject(source.value) && ('openapi' in source.value || 'swagger' in source.value))
    return readAsOpenApi(file, options);
  return { model: undefined, diagnostics: await source.locate([unknown(source)]) };
}

async function readAsOpenApi(file: string, { allowOutside }: ReadDescriptionOptions): Promise<ReadDescription> {
  const { readOpenApi } = await import('../readers/openapi/read-openapi.ts');
  return readOpenApi(file, { files: createDescriptionFiles(file, { allowOutside }), allowOutside });
}

/** The version line stands near the top of nearly every description; so most are parsed only once. */
function looksLikeOpenApi(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 4096));
  return /^\s*(?:\{\s*)?["']?(?:openapi|swagger)["']?\s*:/mu.test(start);
}

function unknown({ value, file }: Source): Finding {
  const found = isObject(value)
    ? Object.keys(value)
        .slice(0, 5)
        .map((key) => `"${key}"`)
        .join(', ')
    : '';
  return {
    code: 'scaffold/unknown-format',
    message: `"${basename(file)}" is neither an OpenAPI description nor a Postman collection.`,
    help: `Give a file with "openapi", "swagger" or a Postman "info" at the top. ${found === '' ? '' : `Found: ${found}.`}`.trim(),
    pointer: '',
  };
}
