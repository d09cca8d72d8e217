import type * as z from 'zod';
import { shapeIdentifier } from '../../flow/graph.ts';
import { shapes } from '../../shapes/index.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { checkSchema } from '../check-schema.ts';
import { defineFlowRule, stepsOf } from '../define-rule.ts';

/** Unknown shapes are kept; the settings of known ones are checked by the schema of the shape. */
export default defineFlowRule({
  name: 'lint/no-unknown-shape',
  *check(flow) {
    for (const { step, pointer } of stepsOf(flow)) {
      const identifier = shapeIdentifier(step);
      const shape = shapes.find(({ identifiers }) => (identifiers as readonly string[]).includes(identifier)); // widens the tuple only
      if (shape !== undefined) {
        yield* checkSchema(
          shape.schema as z.ZodType,
          step.config ?? {},
          step.config === undefined ? pointer : `${pointer}/config`,
        ); // the catalogue holds zod schemas
        continue;
      }
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
