import { findTransform } from '../../transforms/find.ts';
import { defineFlowRule, mappingRulesOf } from '../define-rule.ts';

export default defineFlowRule({
  name: 'lint/no-late-generator',
  *check(flow) {
    for (const { transforms, pointer } of mappingRulesOf(flow)) {
      for (const [index, call] of transforms.entries()) {
        const unit = typeof call['function'] === 'string' ? findTransform(call['function']) : undefined;
        // A cache lookup without a key looks up what comes in.
        if (index === 0 || unit?.generates !== true || unit.name === 'cache lookup') continue;
        yield {
          code: 'lint/no-late-generator',
          message: `"${unit.name}" makes its own value: what the functions before it gave is lost.`,
          help: 'Move it to the front, or take the functions before it away.',
          pointer: `${pointer}/transforms/${index}/function`,
        };
      }
    }
  },
});
