import type { FlowFile } from '../flow/model.ts';
import type { PatchworksApi } from './open-api.ts';

/**
 * The body of an import: the flow as it is in the file, without what belongs to this toolkit, and disabled, so that nothing
 * runs before somebody has entered the credentials and looked at it.
 */
export function importBody(file: FlowFile): string {
  const disabled = { ...file, flow: { ...file.flow, is_enabled: false } };
  return JSON.stringify(disabled, (key, value: unknown) => (isOurs(key) ? undefined : value));
}

function isOurs(key: string): boolean {
  return key === '$schema' || key === 'x-repatch';
}

/** Brings a flow into the account. Returns its id there, where the answer names one. Source: `POST /flows/import`. */
export async function importFlow(api: PatchworksApi, body: string): Promise<string | undefined> {
  return idIn(await api.write(api.core('/flows/import'), body));
}

/** The documented answers wrap a resource in `data`; those of older calls do not. */
function idIn(answer: unknown): string | undefined {
  if (answer === null || typeof answer !== 'object') return undefined;
  const { data, id } = answer as { readonly data?: unknown; readonly id?: unknown };
  if (typeof id === 'string' || typeof id === 'number') return String(id);
  return idIn(Array.isArray(data) ? data[0] : data);
}
