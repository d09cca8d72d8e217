import type { DiagnosticEntry } from '../entry.ts';

export const verifyCodes = {
  'verify/request-differs': {
    severity: 'error',
    title: 'Another request',
    means:
      'Service and flow send a third party different requests: another method, path, query or body, or one of them sends a request that the other does not.',
    why: 'The destination receives something else after the move.',
    fix: 'Compare the two requests in the diff, and correct the step or the decision that the report names; then verify again.',
    example: 'repatch verify acme.services.yaml flows/1001-orders.flow.json',
  },
  'verify/setting-differs': {
    severity: 'error',
    title: 'Another setting',
    means:
      'Schedule, webhook, enablement, endpoint, time-out, notification, pool, key or another setting that no simulated run shows is not what the converter writes for the service and its answers.',
    why: 'A flow that does the same at another time, to another address or without its alerts is another flow.',
    fix: 'Change the setting back, or change the service or the decision that it comes from and convert again.',
    example: 'repatch verify acme.services.yaml flows/1001-orders.flow.json',
  },
  'verify/order-differs': {
    severity: 'error',
    title: 'Same requests in another order',
    means: 'Service and flow send exactly the same requests, but not in the same order.',
    why: 'It matters where the destination depends on order, such as a parent before its children.',
    fix: 'Check whether the destination depends on the order; the steps between pull and push decide it.',
  },
  'verify/state-differs': {
    severity: 'error',
    title: 'Another state at the destination',
    means: 'After all runs of a scenario the destination holds other data from the flow than from the service.',
    why: 'This is what the business sees after the move.',
    fix: 'Correct the step or the decision that the report names; then verify again.',
  },
  'verify/ledger-differs': {
    severity: 'error',
    title: 'Ledger and data pool differ',
    means:
      'The records that the service remembers as done are not those whose keys the flow has put into its data pool.',
    why: 'A record that is not remembered is sent twice; one that is remembered too early is never sent.',
    fix: 'Check key and behaviour of the de-dupe steps: the step that tracks stands behind the push and uses the key of the one that filters.',
  },
  'verify/outcome-differs': {
    severity: 'error',
    title: 'Other records fail',
    means: 'The failures of single records in one run differ between service and flow.',
    why: 'A record that fails in one world and passes in the other is lost, or sent when it should not be.',
    fix: 'Compare the failures that the report lists, and correct the step that it names.',
  },
  'verify/status-differs': {
    severity: 'error',
    title: 'Another status of the run',
    means: 'One run ends with another status: success, partial success or failure.',
    why: 'Alerts and retries depend on the status.',
    fix: 'Check the try/catch step and the answer to the decision about error isolation.',
  },
  'verify/report-differs': {
    severity: 'error',
    title: 'Record missing from the report',
    means:
      'A record that the service lists as done in its sync report is not among the tracked data of the flow, or the reverse.',
    why: 'Support finds records by their number in this list.',
    fix: 'Put a track data step with id and reference of the record behind the push.',
  },
  'verify/bad-samples': {
    severity: 'error',
    title: 'Samples are not a list',
    means: 'A file of samples does not hold a JSON list.',
    why: 'Each element of the list is one record at the source, or one payload that arrives.',
    fix: 'Put the records between `[` and `]`.',
    example: '[{ "id": 1, "name": "#1" }]',
  },
  'verify/no-source-service': {
    severity: 'error',
    title: 'Flow does not say which service it stands for',
    means:
      'A flow file given to `repatch verify` has no `x-repatch.source.service`, or names a service that the bundle does not have. A flow without it that was not named, but found in a folder or by a pattern beside others that can be compared, is a warning: it is left out, and the others are verified.',
    why: 'Without it there is nothing to compare the flow with.',
    fix: 'Give flows that `repatch convert` wrote, or add the id of the service to the flow.',
    example: '"x-repatch": { "format": 1, "source": { "service": "1001" } }',
  },
  'verify/several-flows': {
    severity: 'error',
    title: 'Two flows for one service',
    means: 'Two of the flow files given stand for the same service.',
    why: 'Only one of them can be compared.',
    fix: 'Name the one that is meant.',
  },
  'verify/documents-changed': {
    severity: 'error',
    title: 'Documents changed while they were verified',
    means: 'A process that verifies services has read another bundle than the one with which the command began.',
    why: 'A result that a reviewer signs is about one state of the documents.',
    fix: 'Run the command again. With --workers 1 documents are read only once.',
  },
  'verify/left-simulation': {
    severity: 'error',
    title: 'Request to an address that is not simulated',
    means:
      'Service or flow was about to send a request to an address other than the simulated third parties. It was not sent.',
    why: 'Verification never touches a real third party.',
    fix: 'Give endpoints URLs that are relative to "baseUrl" of the instance.',
  },
} as const satisfies Record<`verify/${string}`, DiagnosticEntry>;
