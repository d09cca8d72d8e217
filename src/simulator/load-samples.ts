import { join } from 'node:path';
import type { ConnectorDefinition } from '../connector/definition.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import { readSource } from '../text/source.ts';
import { exists, readBytes } from '../workspace/files.ts';

export interface LoadedSamples {
  /** Records by connector name and entity type. */
  readonly records: ReadonlyMap<string, ReadonlyMap<string, readonly unknown[]>>;
  /** Payloads that arrive at inbound services, by service id. */
  readonly inbound: ReadonlyMap<string, readonly unknown[]>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads `<folder>/<connector>/<entity type>.json` and `<folder>/inbound/<service id>.json`, each a list of records;
 * a file that is not there is no problem. Diagnostics: `text/*`, `verify/bad-samples`.
 */
export async function loadSamples(
  folder: string,
  connectors: Iterable<ConnectorDefinition>,
  serviceIds: Iterable<string>,
): Promise<LoadedSamples> {
  const diagnostics: Diagnostic[] = [];
  const read = async (owner: string, name: string): Promise<readonly unknown[] | undefined> => {
    // Names come from documents: they must not lead out of the folder.
    if (![owner, name].every((part) => /^[^/\\]+$/u.test(part) && !/^\.+$/u.test(part))) return undefined;
    const file = join(folder, owner, `${name}.json`);
    if (!(await exists(file))) return undefined;
    const source = await readSource(file, await readBytes(file));
    diagnostics.push(...source.diagnostics);
    if (hasErrors(source.diagnostics)) return undefined;
    if (Array.isArray(source.value)) return source.value as unknown[];
    diagnostics.push(
      ...(await source.locate([
        { code: 'verify/bad-samples', pointer: '', message: 'Samples are a list of records; this is not a list.' },
      ])),
    );
    return undefined;
  };
  const records = new Map<string, Map<string, readonly unknown[]>>();
  for (const { name, endpoints = [] } of connectors) {
    const entities = new Set(
      endpoints.flatMap(({ direction, entityType }) =>
        direction === 'Receive' && entityType !== undefined ? [entityType] : [],
      ),
    );
    const found = new Map<string, readonly unknown[]>();
    for (const entity of entities) {
      const list = await read(name, entity);
      if (list !== undefined) found.set(entity, list);
    }
    records.set(name, found);
  }
  const inbound = new Map<string, readonly unknown[]>();
  for (const id of serviceIds) {
    const list = await read('inbound', id);
    if (list !== undefined) inbound.set(id, list);
  }
  return { records, inbound, diagnostics };
}
