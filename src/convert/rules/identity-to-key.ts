import { defineConversionRule, type Claiming, type Claims } from '../define-rule.ts';
import { seenFields } from '../seen-fields.ts';
import type { Scope } from '../scope.ts';

/** What tells records apart. */
export interface RecordIdentity {
  /** Field with the id. */
  readonly idField: string;
  /** Paths in one record that make the key; none: the service keeps no ledger. */
  readonly keys: readonly string[];
  readonly kind: 'none' | 'sourceId' | 'sourceId+modified' | 'contentHash';
}

/** What stands in while nobody has said which field it is; the services are taken to do the same. */
const usualField = 'id';

/** A longer list helps nobody; any other field can be written. */
const mostOffered = 20;

export default defineConversionRule({
  name: 'identity-to-key',
  construct: 'What the service takes for a record that it has met before',
  becomes: 'Key of the de-dupe shapes',
  class: 'decision',
  difference: 'The dashboard does not show it, and the wrong key repeats records or loses their updates.',
  /** `mapped`: paths that the map reads. */
  convert(scope: Claiming<Scope>, mapped: readonly string[]): RecordIdentity {
    const { dedupe } = scope.service;
    const given = dedupe?.identity ?? 'unspecified';
    const identity = given === 'unspecified' ? askIdentity(scope, dedupe?.modifiedField !== undefined) : given;
    const path = scope.source.pathOf;
    if (identity === 'none') {
      scope.claim('dedupe');
      return { idField: dedupe?.idField ?? usualField, keys: [], kind: 'none' };
    }
    const idField = dedupe?.idField ?? (given === 'unspecified' ? askField(scope) : usualField);
    const id = path(idField);
    if (identity === 'sourceId+modified' && dedupe?.modifiedField !== undefined)
      return { idField, keys: [id, path(dedupe.modifiedField)], kind: identity };
    if (identity !== 'contentHash') return { idField, keys: [id], kind: 'sourceId' };
    return { idField, keys: [...new Set([id, ...mapped])], kind: identity };
  },
});

function askIdentity(scope: Claims, hasModified: boolean): string {
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

/** Which field holds the id. Recommended is "id" where something shows that records have it, and nothing else. */
function askField(scope: Claiming<Scope>): string {
  const seen = seenFields(scope);
  const hasUsual = seen.includes(usualField);
  const offered = [...new Set([...(hasUsual ? [usualField] : []), ...seen])].slice(0, mostOffered);
  const question = {
    kind: 'key-field',
    question: hasUsual
      ? 'Which field says which record it is?'
      : `Which field says which record it is? Nothing shows that records have the field "${usualField}", and without it each run pushes all of them again.`,
    options: [
      ...offered.map((field) => ({ value: `field:${field}`, effect: `"${field}" says which record it is.` })),
      { value: 'field:<path>', effect: 'Another field says which record it is.' },
    ],
  };
  const answer = hasUsual
    ? scope.decide({ ...question, recommended: `field:${usualField}` }, 'dedupe')
    : scope.decide({ ...question, code: 'convert/unknown-key' }, 'dedupe');
  return answer?.slice('field:'.length) ?? usualField;
}
