import { readOpenApi } from '../../src/scaffold/readers/openapi/read-openapi.ts';
import type { ApiModel } from '../../src/scaffold/api-model.ts';

/** The model of a description that is given as a value. */
export async function readApi(document: unknown): Promise<ApiModel> {
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  const { model, diagnostics } = await readOpenApi('api.json', { files: { read: () => Promise.resolve(bytes) } });
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return model;
}
