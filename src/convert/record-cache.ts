import type { FlowStep } from '../flow/model.ts';

/**
 * The cache that keeps each source record while its copy is mapped and pushed. The key is in the metadata
 * of the payload, because the payload itself changes on the way.
 */
export function recordCache(action: 'add' | 'load'): Pick<FlowStep, 'microservice' | 'config' | 'cache'> {
  return {
    microservice: 'cache',
    config: { action, key: 'record-[[meta.source_key]]', ...(action === 'load' ? { fail_on_miss: true } : {}) },
    cache: { name: 'Records', scope: 'flow run' },
  };
}
