import { shapeIdentifier } from '../../flow/graph.ts';
import type { FlowScope, PlacedStep } from './scope.ts';

/** Shapes that no service has, and what to do instead. */
const instead: Readonly<Record<string, string>> = {
  route: 'Make one flow of each route, with a filter in front that lets only its records through.',
  branch: 'Make one flow of each branch.',
  assert: 'Use filter rows of the service for what has to hold, or leave the step out.',
  'manual-input': 'A service pulls its records: use a connector shape, or leave the flow a flow.',
  'run-flow': 'A service starts no other; give the other flow a schedule of its own.',
  callback: 'A service answers nobody; leave the flow a flow.',
  cache: 'A service remembers nothing but its ledger: leave the step out, or leave the flow a flow.',
  'set-variables': 'A service has no variables: write the value where it is used.',
  split: 'Services push whole records: pull the lists on their own, or leave the flow a flow.',
  notify: 'A service sends messages about failures only: put the step into the Catch leg of a try/catch.',
};

/** Refuses a step that no service has. */
export function refuseShape(scope: FlowScope, { step, pointer, kind }: PlacedStep): void {
  scope.refuseWhole(step, {
    code: 'back/no-counterpart',
    message: `Step "${step.name}" is a shape "${kind === '' ? shapeIdentifier(step) : kind}", which no service has.`,
    help: instead[kind] ?? 'Leave the step out, or leave the flow a flow.',
    pointer,
  });
}
