import { isObject } from '../../text/json.ts';
import type { FlowRule } from '../define-rule.ts';
import { defineDocument } from '../define-document.ts';

export default defineDocument({
  kind: 'flow',
  files: { pattern: /\.flow\.(?:json|ya?ml)$/iu, shown: '*.flow.json' },
  schema: async () => (await import('../../flow/model.ts')).flowSchema,
  compiled: () => import('../../schema/compiled/flow.generated.js'),
  looksLike: ({ flow, metadata }) => isObject(flow) && isObject(metadata),
  // Loaded late: the build compiles what the checks need from this list.
  async check(flow, isThorough) {
    const [{ checkSettings }, { flowRules }] = await Promise.all([
      import('../check-settings.ts'),
      import('../rules/index.ts'),
    ]);
    const rules: readonly FlowRule[] = flowRules;
    const asked = isThorough ? rules : rules.filter(({ isNeeded }) => isNeeded);
    return [
      ...(await checkSettings(flow)),
      ...asked.flatMap((rule) => [...rule.check(flow)]),
      ...(isThorough ? (await import('../check-systems.ts')).checkSystems(flow) : []),
    ];
  },
});
