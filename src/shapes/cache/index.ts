import { defineShape } from '../../flow/define-shape.ts';
import { cacheSettings } from './cache.schema.ts';

export default defineShape({
  kind: 'cache',
  title: 'Cache',
  identifiers: ['cache'],
  effect: (config) => (config['action'] === 'load' ? 'reads' : 'writes'),
  schema: cacheSettings,
  run: () => import('./cache.run.ts'),
});
