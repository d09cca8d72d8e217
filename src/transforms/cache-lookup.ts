import { compilePath } from '../text/path.ts';
import { defineTransform, TransformError } from '../contract/define-transform.ts';
import { isMissing, textOf } from './values.ts';

export default defineTransform({
  name: 'cache lookup',
  category: 'other',
  summary:
    'What a cache holds under a key, or a part of it. Without a key, the output of the function before is the key.',
  grade: 'documented',
  generates: true,
  templates: ['key'],
  arguments: (z) =>
    z.strictObject({
      cache: z.string().min(1).describe('Name of the cache.'),
      scope: z.enum(['flow run', 'flow', 'company']).optional().describe('Default: flow run.'),
      key: z.string().optional().describe('Text; may hold variables. Blank: what the function before has given.'),
      lookup: z.string().optional().describe('Path inside what is cached. Blank: the whole of it.'),
      default: z.unknown().optional().describe('Where nothing is found. Default: null.'),
    }),
  compile({ cache, scope = 'flow run', key = '', lookup = '', default: fallback = null }, context) {
    const { cached } = context;
    if (cached === undefined) throw new TransformError('caches can be read in the map step of a flow only');
    const ownKey = key === '' ? undefined : context.template(key);
    const read = lookup === '' ? (value: unknown): unknown => value : compilePath(lookup);
    const find = (given: unknown): unknown => {
      const found = cached({ name: cache, scope }, ownKey === undefined ? textOf(given) : ownKey());
      const value = found === undefined ? undefined : read(found.value);
      return value === undefined ? fallback : value;
    };
    const apply = (input: unknown): unknown => {
      if (ownKey !== undefined) return find(input);
      if (Array.isArray(input)) return input.map(apply);
      // Without a key there is nothing to look up.
      return isMissing(input) || input === '' ? fallback : find(input);
    };
    return apply;
  },
});
