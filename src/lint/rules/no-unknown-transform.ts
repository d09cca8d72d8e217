import { mapSettings } from '../../shapes/map/map.schema.ts';
import { shapeIdentifier } from '../../flow/graph.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { findTransform } from '../../transforms/find.ts';
import { transforms } from '../../transforms/index.ts';
import { checkSchema } from '../check-schema.ts';
import { defineFlowRule, stepsOf } from '../define-rule.ts';

/** Functions of mapping rules, their arguments, and the lookup tables they name. */
export default defineFlowRule({
  name: 'lint/no-unknown-transform',
  *check(flow) {
    const tables = (flow['x-repatch']?.lookups ?? []).map(({ name }) => name);
    for (const { step, pointer } of stepsOf(flow)) {
      if (!['map', 'translate'].includes(shapeIdentifier(step))) continue;
      const settings = mapSettings.safeParse(step.config ?? {});
      for (const [ruleIndex, rule] of (settings.data?.rules ?? []).entries()) {
        for (const [index, call] of (rule.transforms ?? []).entries()) {
          const at = `${pointer}/config/rules/${ruleIndex}/transforms/${index}`;
          const transform = findTransform(call.function);
          if (transform === undefined) {
            const nearest = didYouMean(
              call.function,
              transforms.map(({ name }) => name),
            );
            yield {
              code: 'lint/no-unknown-transform',
              message: `Function "${call.function}" is not known.`,
              help:
                nearest === undefined
                  ? `Functions: ${transforms.map(({ name }) => name).join(', ')}.`
                  : `Did you mean "${nearest}"?`,
              pointer: `${at}/function`,
            };
            continue;
          }
          yield* checkSchema(
            transform.arguments,
            call.arguments ?? {},
            call.arguments === undefined ? at : `${at}/arguments`,
          );
          const table = call.arguments?.['lookup'];
          if (transform.name !== 'lookup' || typeof table !== 'string' || tables.includes(table)) continue;
          yield {
            code: 'lint/no-unknown-lookup',
            message: `Lookup table "${table}" is not in this file.`,
            help: `Add it under "x-repatch", "lookups". Tables: ${tables.join(', ') || 'none'}.`,
            pointer: `${at}/arguments/lookup`,
          };
        }
      }
    }
  },
});
