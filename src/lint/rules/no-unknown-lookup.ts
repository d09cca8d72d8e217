import { findTransform } from '../../transforms/find.ts';
import { defineFlowRule, transformsOf } from '../define-rule.ts';

/** Lookups are company-wide on the platform; a flow file brings the content of those it uses. */
export default defineFlowRule({
  name: 'lint/no-unknown-lookup',
  isNeeded: true,
  *check(flow) {
    const tables = (flow['x-repatch']?.lookups ?? []).map(({ name }) => name);
    for (const { call, pointer } of transformsOf(flow)) {
      const table = call.arguments?.['lookup'];
      if (findTransform(call.function)?.name !== 'lookup' || typeof table !== 'string' || tables.includes(table))
        continue;
      yield {
        code: 'lint/no-unknown-lookup',
        message: `Lookup table "${table}" is not in this file.`,
        help: `Add it under "x-repatch", "lookups". Tables: ${tables.join(', ') || 'none'}.`,
        pointer: `${pointer}/arguments/lookup`,
      };
    }
  },
});
