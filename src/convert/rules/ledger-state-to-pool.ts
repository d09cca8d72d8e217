import type { FlowStep } from '../../flow/model.ts';
import { isObject } from '../../text/json.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import { seenDates } from '../seen-fields.ts';
import { inPage, isInbound, type Scope } from '../scope.ts';
import type { RecordIdentity } from './identity-to-key.ts';

export default defineConversionRule({
  name: 'ledger-state-to-pool',
  construct: 'Records that the service has processed so far',
  becomes: 'Content of the data pool before the first run, or a filter that leaves them out',
  class: 'decision',
  difference:
    'Services have no export of their ledger, and a new pool is empty: without a choice records are pushed again.',
  /** The filter for the first runs, if records are to be left out by a date. */
  convert(scope: Claiming<Scope>, identity: RecordIdentity): readonly FlowStep[] {
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
    const [, date] = /^cut-over-date:(.*)$/u.exec(answer ?? '') ?? [];
    const field = date === undefined ? undefined : askField(scope, identity);
    if (date === undefined || field === undefined) return [];
    const path = scope.source.pathOf(field);
    return [
      {
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
      },
    ];
  },
});

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
  if (modified !== undefined) return modified;
  const lasting = dates.filter((field) => !changing.has(field));
  return (
    lasting.find((field) => /creat|placed|order(?:ed)?[_ -]?(?:date|at)/iu.test(field)) ??
    (dates.length === 1 ? dates[0] : undefined)
  );
}
