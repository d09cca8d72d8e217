import { findOperator } from '../../operators/find.ts';
import { operators } from '../../operators/index.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { defineFlowRule, stepsOf } from '../define-rule.ts';

export default defineFlowRule({
  name: 'lint/no-unknown-operator',
  *check(flow) {
    for (const { step, pointer } of stepsOf(flow)) {
      const lists = [
        { filters: step.filters ?? [], at: `${pointer}/filters` },
        ...(step.routes ?? []).map((leg, index) => ({
          filters: leg.filters ?? [],
          at: `${pointer}/routes/${index}/filters`,
        })),
      ];
      for (const { filters, at } of lists) {
        for (const [index, { comparison }] of filters.entries()) {
          if (findOperator(comparison) !== undefined) continue;
          const nearest = didYouMean(
            comparison,
            operators.flatMap(({ id, aliases }) => [id, ...aliases]),
          );
          yield {
            code: 'lint/no-unknown-operator',
            message: `Operator "${comparison}" is not known.`,
            help: `${nearest === undefined ? '' : `Did you mean "${nearest}"? `}Operators: ${operators.map(({ id }) => id).join(', ')}.`,
            pointer: `${at}/${index}/comparison`,
          };
        }
      }
    }
  },
});
