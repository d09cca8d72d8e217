import { defineWorkspaceRule } from '../define-workspace-rule.ts';

export default defineWorkspaceRule({
  name: 'lint/no-double-work',
  *check({ flows, bundles }) {
    for (const flow of flows) {
      const service = flow.value['x-repatch']?.source?.service;
      if (!flow.value.flow.is_enabled || service === undefined) continue;
      const bundle = bundles.find(({ value }) => value.services.some(({ id, active }) => id === service && active));
      if (bundle === undefined) continue;
      yield {
        code: 'lint/no-double-work',
        message: `The flow is enabled, and service "${service}", which it takes the place of, is active: every record would be sent twice.`,
        help: `Deactivate the service first, and write "active: false" in ${bundle.file}.`,
        pointer: '/flow/is_enabled',
        file: flow.file,
        because: [bundle.file],
      };
    }
  },
});
