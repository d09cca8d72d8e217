import type { FlowStep } from '../../flow/model.ts';
import { defineFlowRule, kindOf, reachedSteps } from '../define-rule.ts';

export default defineFlowRule({
  name: 'lint/no-early-tracking',
  *check(flow) {
    const tracking = new Map<FlowStep, string>();
    const pushed = new Map<FlowStep, string>();
    for (const { step, pointer, before } of reachedSteps(flow)) {
      if (kindOf(step) === 'dedupe' && step.config?.['behaviour'] === 'filter_and_track') tracking.set(step, pointer);
      if (kindOf(step) !== 'connector' || step.endpoint?.direction !== 'Send') continue;
      for (let at = before; at !== undefined; at = at.before) {
        // What was handed on behind an earlier push has been found out of that one.
        if (kindOf(at.step) === 'connector') break;
        if (tracking.has(at.step) && !pushed.has(at.step)) pushed.set(at.step, step.name);
      }
    }
    for (const [step, push] of pushed)
      yield {
        code: 'lint/no-early-tracking',
        message: `Step "${step.name}" remembers records before "${push}" has sent them: what fails there is never sent again.`,
        help: 'Use "filter" here, and a de-dupe step with "track" and the same key behind the push.',
        pointer: `${tracking.get(step) ?? ''}/config/behaviour`,
      };
  },
});
