import type { FlowFile } from '../flow/model.ts';
import { kindOf, stepsOf } from './define-rule.ts';

/** The flows that a flow starts, in all versions that may run, and where it says so. */
export function callsOf(flow: FlowFile): readonly { readonly called: string; readonly pointer: string }[] {
  return stepsOf(flow).flatMap(({ step, version, pointer }) => {
    const called = step.config?.['flow'];
    if (version.status === 'Inactive' || kindOf(step) !== 'run-flow' || typeof called !== 'string') return [];
    return [{ called, pointer: `${pointer}/config/flow` }];
  });
}
