import { findTransform } from '../../transforms/find.ts';
import { defineFlowRule, mappingRulesOf } from '../define-rule.ts';

export default defineFlowRule({
  name: 'lint/no-rule-without-source',
  *check(flow) {
    for (const { rule, transforms, pointer } of mappingRulesOf(flow)) {
      const { sources, target, when_missing: missing } = rule;
      if ((Array.isArray(sources) && sources.length > 0) || missing !== undefined) continue;
      const first = transforms[0]?.['function'];
      const unit = typeof first === 'string' ? findTransform(first) : undefined;
      if (unit?.generates === true || unit?.name === 'script' || (first !== undefined && unit === undefined)) continue;
      yield {
        code: 'lint/no-rule-without-source',
        message: `Nothing is mapped to "${String(target)}": the rule has no source and no function that makes a value.`,
        help: 'Give it "sources", or begin its "transforms" with one such as "custom string".',
        pointer: `${pointer}/target`,
      };
    }
  },
});
