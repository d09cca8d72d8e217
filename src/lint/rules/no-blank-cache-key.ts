import { findTransform } from '../../transforms/find.ts';
import { isObject } from '../../text/json.ts';
import { defineFlowRule, mappingRulesOf } from '../define-rule.ts';

export default defineFlowRule({
  name: 'lint/no-blank-cache-key',
  *check(flow) {
    for (const { rule, transforms, pointer } of mappingRulesOf(flow)) {
      const [first] = transforms;
      const name = first?.['function'];
      if (first === undefined || typeof name !== 'string' || findTransform(name)?.name !== 'cache lookup') continue;
      const args = isObject(first['arguments']) ? first['arguments'] : {};
      const isBlank = args['key'] === undefined || args['key'] === '';
      // What the source field holds can be the key.
      if (!isBlank || (Array.isArray(rule['sources']) && rule['sources'].length > 0)) continue;
      yield {
        code: 'lint/no-blank-cache-key',
        message: 'The cache lookup has no key: neither a function nor a source stands before it.',
        help: 'Give it a "key", or put the function that makes the key before it.',
        pointer:
          args['key'] === undefined ? `${pointer}/transforms/0/function` : `${pointer}/transforms/0/arguments/key`,
      };
    }
  },
});
