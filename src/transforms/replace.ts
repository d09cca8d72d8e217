import { defineTransform } from '../contract/define-transform.ts';
import { eachText } from './values.ts';

export default defineTransform({
  name: 'replace',
  category: 'string',
  summary: 'Every occurrence of a text replaced by another; no patterns.',
  grade: 'inferred',
  arguments: (z) =>
    z.strictObject({
      search: z.union([z.string().min(1), z.array(z.string().min(1))]),
      replacement: z.string(),
    }),
  compile({ search, replacement }) {
    const searched = [search].flat();
    return eachText((text) => searched.reduce((result, one) => result.replaceAll(one, () => replacement), text));
  },
});
