import type { Finding } from '../../diagnostics/diagnostic.ts';
import { defineBundleRule } from '../define-bundle-rule.ts';

const lists = [
  'companyGroups',
  'systems',
  'connectors',
  'services',
  'crossReferences',
  'scripts',
  'notificationGroups',
] as const;

export default defineBundleRule({
  name: 'service/duplicate-id',
  *check(bundle) {
    for (const list of lists) yield* checkIds(bundle[list] ?? [], `/${list}`);
  },
});

function* checkIds(entries: readonly { readonly id: string }[], pointer: string): Generator<Finding> {
  const first = new Map<string, number>();
  for (const [index, { id }] of entries.entries()) {
    const earlier = first.get(id);
    if (earlier === undefined) {
      first.set(id, index);
      continue;
    }
    yield {
      code: 'service/duplicate-id',
      message: `Id "${id}" is given twice.`,
      help: 'Give one of the two another id.',
      pointer: `${pointer}/${index}/id`,
      related: [{ message: 'first used here', pointer: `${pointer}/${earlier}/id` }],
    };
  }
}
