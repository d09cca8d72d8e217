import type { DiagnosticEntry } from '../entry.ts';

export const convertCodes = {
  'convert/unresolved-endpoint': {
    severity: 'warning',
    title: 'Endpoint that nobody has named',
    means: 'No endpoint of a connector definition fits system, entity and direction of a service.',
    why: 'A flow has to say which endpoint it calls; the step is written without one and cannot run.',
    fix: 'Give an endpoint of the connector the "entityType", or answer the decision with the name of an endpoint.',
  },
  'convert/unknown-operator': {
    severity: 'warning',
    title: 'Filter operator that is not known',
    means: 'A filter row was written down with the operator "unknown".',
    why: 'A filter that is misread lets through what it should stop.',
    fix: 'Answer the decision with the operator that the label means, or correct the row in the bundle.',
    example: '{ field: total, operator: unknown, operatorLabel: "is roughly" }',
  },
  'convert/crosses-list': {
    severity: 'warning',
    title: 'Path that crosses a list',
    means: 'A filter looks into a list, or a mapping row crosses more lists on one side than on the other.',
    why: 'Whether one element or all have to match, and where the values go, the service does not say.',
    fix: 'Answer the decision.',
    example: '{ field: lines.*.sku, operator: equals, value: A-1 }',
  },
  'convert/unknown-function': {
    severity: 'warning',
    title: 'Function without counterpart',
    means: 'A transformation uses a function that process flows do not have.',
    why: 'The value without the function would be another value.',
    fix: 'Answer the decision, or correct the name of the function in the bundle.',
    example: 'transformation: [{ function: soundex }]',
  },
  'convert/caller-contract': {
    severity: 'warning',
    title: 'Sender that has to change',
    means: 'A service is fed through the inbound API.',
    why: 'Address and credentials of the flow are new ones, so that its sender has to be changed as well.',
    fix: 'Agree with the sender on a webhook or a start through the API, and answer the decision.',
  },
  'convert/unknown-key': {
    severity: 'warning',
    title: 'Field that tells records apart is not known',
    means:
      'A service says nothing of what it knows a record by, and nothing shows that its records have the field "id".',
    why: 'The flow looks for "id" meanwhile; where records have none, nothing is remembered, and what is sent twice is pushed twice.',
    fix: 'Answer the decision "key-field" with the field, or give "dedupe" of the service an "idField".',
    example: 'dedupe: { identity: sourceId, idField: orderNumber }',
  },
  'convert/stale-answer': {
    severity: 'warning',
    title: 'Answer to a question that is not asked',
    means: 'The decisions file has an entry whose question does not arise any more.',
    why: 'The service may have changed since, or the id may be misspelt and the real question is still open.',
    fix: 'Correct the id, or remove the entry.',
  },
  'convert/invalid-answer': {
    severity: 'error',
    title: 'Answer that is none of the options',
    means: 'The decisions file answers a question with a value that it does not offer.',
    why: 'The question stays open until it has an answer that can be carried out.',
    fix: 'Use one of the options that the help names.',
  },
  'convert/edited-file': {
    severity: 'error',
    title: 'Output that was changed by hand',
    means: 'A file of an earlier conversion, or one that nobody knows, is in the place of a file to be written.',
    why: 'Writing over it would lose work in silence, so that nothing was written at all.',
    fix: 'Compare the two differences that are printed; then keep the file with --keep-edits, or replace it with --force, which leaves a copy under .repatch/replaced.',
  },
} as const satisfies Record<`convert/${string}`, DiagnosticEntry>;
