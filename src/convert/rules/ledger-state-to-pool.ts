import type { FlowStep } from '../../flow/model.ts';
import { isObject } from '../../text/json.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import { seenDates } from '../seen-fields.ts';
import { inPage, isInbound, type Scope } from '../scope.ts';
import { againOf, removalOf, type PoolStart } from '../pool-start.ts';
import type { RecordIdentity } from './identity-to-key.ts';

export default defineConversionRule({
  name: 'ledger-state-to-pool',
  construct: 'Records that the service has processed so far',
  becomes: 'Content of the data pool before the first run, or a filter that leaves them out',
  class: 'decision',
  difference:
    'Services have no export of their ledger, and a new pool is empty: without a choice records are pushed again.',
  /** What the pool begins with, and the filter where records are left out by a date. */
  convert(
    scope: Claiming<Scope>,
    identity: RecordIdentity,
    pool: string,
  ): { readonly steps: readonly FlowStep[]; readonly start: PoolStart } {
    const answer = scope.decide({
      kind: 'dedupe-state',
      question: 'How does the data pool learn what the service has already processed?',
      options: [
        {
          value: 'cut-over-date:<date>',
          effect:
            'A filter leaves out records from before this date. Take it out of the flow when they are not pulled any more.',
        },
        {
          value: 'seed:<file>',
          effect:
            'Files for the data pool are made of this list of processed records, to be imported before the first run.',
        },
        { value: 'empty', effect: 'Nothing is left out: what the first run pulls is pushed once more.' },
      ],
    });
    const [, kind = 'open', given = ''] = /^(cut-over-date|seed|empty)(?::(.*))?$/u.exec(answer ?? '') ?? [];
    const date = kind === 'cut-over-date' ? given : undefined;
    const field = date === undefined ? undefined : askField(scope, identity);
    const start = startOf(scope, { kind: kind as PoolStart['answer'], given, field, identity, pool }); // as the expression says
    if (date === undefined || field === undefined) return { steps: [], start };
    const path = scope.source.pathOf(field);
    const step: FlowStep = {
      name: 'Since cut-over',
      microservice: 'filter',
      config: {},
      filters: [
        {
          field: isInbound(scope.service) ? path : inPage(scope, path),
          type: 'date',
          comparison: 'lt',
          value: date,
          value_type: 'static',
          // Removes what is older, so that a record without the field is not lost.
          keep_matching: false,
        },
      ],
      ...scope.from('dedupe'),
    };
    return { steps: [step], start };
  },
});

interface Chosen {
  readonly kind: PoolStart['answer'];
  readonly given: string;
  readonly field: string | undefined;
  readonly identity: RecordIdentity;
  readonly pool: string;
}

function startOf({ service, source }: Scope, { kind, given, field, identity, pool }: Chosen): PoolStart {
  const fields = new Map(
    [identity.idField, service.dedupe?.modifiedField].flatMap((one) =>
      one === undefined ? [] : [[source.pathOf(one), one] as const],
    ),
  );
  const ledger = {
    service: service.id,
    entity: service.source.entity,
    parts: identity.keys.map((path) => ({ path, field: fields.get(path) ?? path })),
  };
  const again = againOf(service);
  switch (kind) {
    case 'cut-over-date':
      return {
        pool,
        answer: kind,
        about:
          field === undefined
            ? `Nobody has said which date of a record counts, so that nothing is left out yet. ${again}`
            : `Records whose "${field}" is before ${given} are left out by the step "Since cut-over". ${removalOf(service, field)}`,
        ledger,
      };
    case 'seed':
      return { pool, answer: kind, about: `Its keys come from ${given}.`, file: given, ledger };
    case 'empty':
      return { pool, answer: kind, about: again, ledger };
    case 'open':
      return { pool, answer: kind, about: `Nobody has decided, so that the pool is empty. ${again}`, ledger };
  }
}

function askField(scope: Claiming<Scope>, { kind }: RecordIdentity): string | undefined {
  const { filters, dedupe } = scope.service;
  const dates = seenDates(scope);
  const changing = new Set([
    dedupe?.modifiedField,
    ...filters.filter(({ value }) => isObject(value)).map((row) => row.field),
  ]);
  const recommended = recommendedField(
    dates,
    kind === 'sourceId+modified' ? dedupe?.modifiedField : undefined,
    changing,
  );
  const question = {
    kind: 'cut-over-field',
    question: 'Which date of a record says whether it is from before the cut-over? Records without it are pushed.',
    options: [
      ...dates.map((field) => ({
        value: `field:${field}`,
        effect:
          changing.has(field) && kind === 'sourceId'
            ? `The date is "${field}". Where that changes with the record, an old one that changes after the cut-over is pushed again.`
            : `The date is "${field}".`,
      })),
      { value: 'field:<path>', effect: 'Another field has the date.' },
    ],
  };
  const answer =
    recommended === undefined
      ? scope.decide(question)
      : scope.decide({ ...question, recommended: `field:${recommended}` });
  return answer?.slice('field:'.length);
}

/** The modified field where it is part of the key; else one that tells when a record was made, or the only date there is. */
function recommendedField(
  dates: readonly string[],
  modified: string | undefined,
  changing: ReadonlySet<string | undefined>,
): string | undefined {
  if (modified !== undefined && dates.includes(modified)) return modified;
  const lasting = dates.filter((field) => !changing.has(field));
  return (
    lasting.find((field) => /creat|placed|order(?:ed)?[_ -]?(?:date|at)/iu.test(field)) ??
    (dates.length === 1 ? dates[0] : undefined)
  );
}
