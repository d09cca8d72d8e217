import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import type { RetailEstate } from './estate.ts';

/** Writes an estate as a workspace for the command. Gives the file of the bundle. */
export function writeEstate({ seed, bundle, connectors, samples }: RetailEstate, folder: string): string {
  const write = (name: string, text: string): string => {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  write('repatch.config.yaml', 'connectors: [connectors]\nsamples: samples\n');
  for (const [name, connector] of connectors) write(`connectors/${name}.connector.yaml`, stringify(connector));
  for (const [party, entities] of samples.records)
    for (const [entity, records] of entities)
      write(`samples/${party}/${entity}.json`, JSON.stringify(records, null, 2));
  for (const [service, records] of samples.inbound)
    write(`samples/inbound/${service}.json`, JSON.stringify(records, null, 2));
  return write(`retailer-${seed}.services.yaml`, stringify(bundle));
}
