import { findOperator } from '../../operators/find.ts';
import { operators } from '../../operators/index.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { defineFlowRule, filtersOf } from '../define-rule.ts';

export default defineFlowRule({
  name: 'lint/no-unknown-operator',
  isNeeded: true,
  *check(flow) {
    for (const { filter, pointer } of filtersOf(flow)) {
      const { comparison } = filter;
      if (findOperator(comparison) !== undefined) continue;
      const nearest = didYouMean(
        comparison,
        operators.flatMap(({ id, aliases }) => [id, ...aliases]),
      );
      yield {
        code: 'lint/no-unknown-operator',
        message: `Operator "${comparison}" is not known.`,
        help: `${nearest === undefined ? '' : `Did you mean "${nearest}"? `}Operators: ${operators.map(({ id }) => id).join(', ')}.`,
        pointer: `${pointer}/comparison`,
      };
    }
  },
});
