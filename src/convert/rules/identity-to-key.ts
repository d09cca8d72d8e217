import { defineConversionRule, type Claiming, type Claims } from '../define-rule.ts';
import type { Scope } from '../scope.ts';

export default defineConversionRule({
  name: 'identity-to-key',
  construct: 'What the service takes for a record that it has met before',
  becomes: 'Key of the de-dupe shapes',
  class: 'decision',
  difference: 'The dashboard does not show it, and the wrong key repeats records or loses their updates.',
  /** Paths in one record that make the key; none: the service keeps no ledger. `mapped`: paths that the map reads. */
  convert(scope: Claiming<Scope>, mapped: readonly string[]): readonly string[] {
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
    return [...new Set([id, ...mapped])];
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
