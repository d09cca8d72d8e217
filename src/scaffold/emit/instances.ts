import type { ConnectorDefinition } from '../../connector/definition.ts';
import type { InstancesFile } from '../../connector/instance.ts';
import { wordsOf } from '../analyse/words.ts';

/**
 * An instances file with one instance of the connector. Secrets are references, `secret://NAME`; settings that have no
 * default are `env://NAME`.
 */
export function emitInstances(definition: ConnectorDefinition): InstancesFile {
  const [method] = definition.authMethods ?? [];
  const variables = [...(definition.variables ?? []), ...(method?.variables ?? [])];
  const values = Object.fromEntries(
    variables.flatMap(({ key, default: value, required, secret }) => {
      if (value !== undefined) return [[key, value]];
      if (required !== true) return [];
      return [[key, `${secret === true ? 'secret' : 'env'}://${environmentName(definition.name, key)}`]];
    }),
  );
  return {
    format: 'repatch-instances',
    formatVersion: 1,
    instances: [
      {
        name: definition.label ?? definition.name,
        connector: definition.name,
        ...(method === undefined ? {} : { authMethod: method.name }),
        values,
      },
    ],
  };
}

/** `ACME_SHOP_API_KEY` */
function environmentName(connector: string, key: string): string {
  const words = [...wordsOf(connector), ...wordsOf(key)].map((word) => word.replaceAll(/[^\da-z]/gu, ''));
  return words
    .filter((word) => word !== '')
    .join('_')
    .toUpperCase();
}
