import { didYouMean } from '../../text/did-you-mean.ts';
import { findTransform } from '../../transforms/find.ts';
import { transforms } from '../../transforms/index.ts';
import { defineFlowRule, transformsOf } from '../define-rule.ts';

export default defineFlowRule({
  name: 'lint/no-unknown-transform',
  isNeeded: true,
  *check(flow) {
    const names = transforms.map(({ name }) => name);
    for (const { call, pointer } of transformsOf(flow)) {
      if (findTransform(call.function) !== undefined) continue;
      const nearest = didYouMean(call.function, names);
      yield {
        code: 'lint/no-unknown-transform',
        message: `Function "${call.function}" is not known.`,
        help: nearest === undefined ? `Functions: ${names.join(', ')}.` : `Did you mean "${nearest}"?`,
        pointer: `${pointer}/function`,
      };
    }
  },
});
