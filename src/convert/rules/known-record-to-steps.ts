import type { Claiming } from '../define-rule.ts';
import { defineConversionRule } from '../define-rule.ts';
import { operationsOf, type StepCounts } from '../operations.ts';
import { isInbound, type Scope } from '../scope.ts';

/** How the flow knows behind a push which record it has pushed. */
export type RecordForm = 'kept-record' | 'pushed-record';

interface Forms {
  /** Steps of each form. */
  readonly kept: StepCounts;
  readonly pushed: StepCounts;
  /** Fields of the record that is pushed, which say which one it is. */
  readonly fields: readonly string[];
}

/** Operations are told for so many records. */
const told = 1000;

/** Records in a page, where the service does not say. */
const usualPage = 50;

export default defineConversionRule({
  name: 'known-record-to-steps',
  construct: 'What the service still knows of a record behind its push',
  becomes: 'Metadata and a cache that keep the record, or fields of the pushed record itself',
  class: 'decision',
  difference:
    'What a push hands on is not documented: its answer, or what it has sent. Where an answer takes the place of the record, a de-dupe shape behind it finds no key, and remembers nothing.',
  /** `forms`: absent where the pushed record does not say which one it is, so that there is nothing to choose. */
  convert(scope: Claiming<Scope>, forms: Forms | undefined): RecordForm {
    if (forms === undefined) return 'kept-record';
    const { kept, pushed, fields } = forms;
    const names = fields.map((field) => `"${field}"`).join(' and ');
    const answer = scope.decide({
      kind: 'flow-form',
      question: 'How does the flow know behind the push which record it has pushed?',
      options: [
        {
          value: 'kept-record',
          effect: `Metadata and a cache keep the record: ${costOf(kept, scope)}. It holds whatever the push hands on.`,
        },
        {
          value: 'pushed-record',
          effect: `The pushed record has ${names}: ${costOf(pushed, scope)}. Only where the push hands on what it has sent, or an answer with ${names} in it: look at the payload behind a push in a run log first. Where it is another one, nothing is remembered, and each run pushes all of it again.`,
        },
      ],
      recommended: scope.profile['connector.sendOutput'] === 'original' ? 'pushed-record' : 'kept-record',
    });
    return answer === 'pushed-record' ? answer : 'kept-record';
  },
});

function costOf(counts: StepCounts, { service }: Scope): string {
  const pageSize = isInbound(service) ? 1 : (service.source.pageSize ?? usualPage);
  const operations = operationsOf(counts, { pages: Math.ceil(told / pageSize), records: told, failures: 0 });
  const steps = counts.page + counts.record + counts.failure;
  return `${steps} steps, ${operations.toLocaleString('en-GB')} operations for ${told.toLocaleString('en-GB')} records in pages of ${pageSize}`;
}
