import { shapeIdentifier } from '../../flow/graph.ts';
import { findShape } from '../../shapes/find.ts';
import { shapes } from '../../shapes/index.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { defineFlowRule, stepsOf } from '../define-rule.ts';

/** Unknown shapes are kept; one that is nearly known is taken for a slip. */
export default defineFlowRule({
  name: 'lint/no-unknown-shape',
  isNeeded: true,
  *check(flow) {
    for (const { step, pointer } of stepsOf(flow)) {
      const identifier = shapeIdentifier(step);
      if (findShape(identifier) !== undefined) continue;
      // A misspelt "microservice" is reported as the unknown field it is.
      if (identifier === '' && Object.keys(step).some((key) => didYouMean(key, ['microservice']) !== undefined))
        continue;
      const nearest = didYouMean(
        identifier,
        shapes.flatMap(({ identifiers }) => identifiers as readonly string[]),
      );
      yield {
        code: 'lint/no-unknown-shape',
        message: `Step "${step.name}" is a shape that is not known: "${identifier}".`,
        help: nearest === undefined ? 'It is kept as it is, but cannot be checked.' : `Did you mean "${nearest}"?`,
        pointer: step.microservice === undefined ? pointer : `${pointer}/microservice`,
        ...(nearest === undefined ? {} : { severity: 'error' as const }),
      };
    }
  },
});
