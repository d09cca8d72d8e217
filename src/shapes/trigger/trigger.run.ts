import type { CompileStep } from '../../contract/step.ts';

/** Variant B places the trigger among the steps. It has nothing to do once the run has started. */
const compile: CompileStep<unknown> = () => ({ kind: 'pure', apply: (payload) => [payload] });

export default compile;
