import { defineFlowRule, kindOf, stepsOf } from '../define-rule.ts';

const largestStart = 8 * 1024 * 1024;
const longestTyped = 100_000;

export default defineFlowRule({
  name: 'lint/no-oversized-payload',
  *check(flow) {
    const sample = flow['x-repatch']?.sample;
    const size = sample === undefined ? 0 : Buffer.byteLength(JSON.stringify(sample));
    if (size > largestStart)
      yield {
        code: 'lint/no-oversized-payload',
        message: `What starts the flow has ${Math.ceil(size / 1_048_576)} MB; the API takes 8.`,
        help: 'Send less at once, or let the flow fetch it.',
        pointer: '/x-repatch/sample',
      };
    for (const { step, pointer } of stepsOf(flow)) {
      const { payload } = step.config ?? {};
      if (kindOf(step) !== 'manual-input' || typeof payload !== 'string' || payload.length <= longestTyped) continue;
      yield {
        code: 'lint/no-oversized-payload',
        message: `The payload of "${step.name}" has ${payload.length} characters; ${longestTyped} can be typed in.`,
        help: 'Fetch it with a connector step, or keep it in a cache.',
        pointer: `${pointer}/config/payload`,
      };
    }
  },
});
