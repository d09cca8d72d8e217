import { didYouMean } from '../../text/did-you-mean.ts';
import { defineFlowRule, stepsOf } from '../define-rule.ts';

export default defineFlowRule({
  name: 'lint/no-dangling-step',
  isNeeded: true,
  *check(flow) {
    // A version may have hundreds of thousands of steps.
    const known = new Map<unknown, ReadonlySet<string>>();
    for (const { step, version, pointer } of stepsOf(flow)) {
      let steps = known.get(version);
      if (steps === undefined) known.set(version, (steps = new Set(version.steps.map(({ name }) => name))));
      for (const [index, leg] of (step.routes ?? []).entries()) {
        if (leg.first_step === undefined || steps.has(leg.first_step)) continue;
        const names = [...steps];
        const nearest = didYouMean(leg.first_step, names);
        yield {
          code: 'lint/no-dangling-step',
          message: `Leg "${leg.name}" of step "${step.name}" begins with "${leg.first_step}", which is no step of this version.`,
          help:
            nearest === undefined
              ? `Steps: ${names.map((name) => `"${name}"`).join(', ')}.`
              : `Did you mean "${nearest}"?`,
          pointer: `${pointer}/routes/${index}/first_step`,
        };
      }
    }
  },
});
