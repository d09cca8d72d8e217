import { keySeparator } from '../flow/key-separator.ts';
import type { FlowStep } from '../flow/model.ts';

/**
 * The cache that keeps each source record while its copy is mapped and pushed. The key is in the metadata
 * of the payload, because the payload itself changes on the way. Records without an id have all the same one: where they have a
 * reference, it keeps them apart; without both there is nothing to remember or track of them.
 */
export function recordCache(
  action: 'add' | 'load',
  hasReference: boolean,
): Pick<FlowStep, 'microservice' | 'config' | 'cache'> {
  return {
    microservice: 'cache',
    config: {
      action,
      key: recordKeys[hasReference ? 1 : 0],
      ...(action === 'load' ? { fail_on_miss: true } : {}),
    },
    cache: { name: 'Records', scope: 'flow run' },
  };
}

/** Without and with a reference. */
export const recordKeys = [
  'record-[[meta.source_key]]',
  `record-[[meta.source_key]]${keySeparator}[[meta.source_reference]]`,
] as const;
