import { hasWildcard } from '../../text/path.ts';
import { defineConversionRule, type Claiming, type Claims } from '../define-rule.ts';
import { atMappings, type Scope } from '../scope.ts';

export default defineConversionRule({
  name: 'identity-to-key',
  construct: 'What the service takes for a record that it has met before',
  becomes: 'Key of the de-dupe shapes',
  class: 'decision',
  difference: 'The dashboard does not show it, and the wrong key repeats records or loses their updates.',
  /** Paths in one record that make the key; none: the service keeps no ledger. */
  convert(scope: Claiming<Scope>): readonly string[] {
    const { dedupe } = scope.service;
    const given = dedupe?.identity ?? 'unspecified';
    const identity = given === 'unspecified' ? ask(scope, dedupe?.modifiedField !== undefined) : given;
    const path = scope.source.pathOf;
    const id = path(dedupe?.idField ?? 'id');
    if (identity === 'none') {
      scope.claim('dedupe');
      return [];
    }
    if (identity === 'sourceId+modified' && dedupe?.modifiedField !== undefined)
      return [id, path(dedupe.modifiedField)];
    if (identity !== 'contentHash') return [id];
    const mapped = atMappings(scope).service.mappings.flatMap(({ source }) =>
      'field' in source ? [path(source.field)] : [],
    );
    const single = mapped.filter((one) => !hasWildcard(one) && one !== id);
    if (single.length < mapped.filter((one) => one !== id).length)
      scope.note(
        'Fields inside lists cannot be part of a key: a change in them alone is not pushed.',
        'dedupe/identity',
      );
    return [id, ...new Set(single)];
  },
});

function ask(scope: Claims, hasModified: boolean): string {
  return scope.decide(
    {
      kind: 'dedupe-key',
      question: 'What makes a record one that was already processed?',
      options: [
        { value: 'sourceId', effect: 'A record is pushed once; later changes are not.' },
        ...(hasModified
          ? [{ value: 'sourceId+modified', effect: 'A record is pushed again when its modified field changes.' }]
          : []),
        { value: 'contentHash', effect: 'A record is pushed again when a mapped field changes.' },
        { value: 'none', effect: 'Every pulled record is pushed.' },
      ],
      recommended: 'sourceId',
    },
    'dedupe',
  );
}
