import { defineFlowRule, kindOf, transformsOf, versionsOf } from '../define-rule.ts';
import { findTransform } from '../../transforms/find.ts';

export default defineFlowRule({
  name: 'lint/no-unused-variable',
  *check(flow) {
    // Scripts are given every variable.
    if (usesScripts(flow)) return;
    for (const { version, pointer } of versionsOf(flow)) {
      const { variables = [], steps } = version;
      if (variables.length === 0) continue;
      const written = JSON.stringify(steps);
      for (const [index, { name }] of variables.entries()) {
        if (written.includes(JSON.stringify(`flow.variables.${name}`).slice(1, -1))) continue;
        yield {
          code: 'lint/no-unused-variable',
          message: `Flow variable "${name}" is defined, and no step uses it.`,
          help: `Use {{flow.variables.${name}}}, or take the variable away.`,
          pointer: `${pointer}/variables/${index}/name`,
        };
      }
    }
  },
});

function usesScripts(flow: Parameters<typeof versionsOf>[0]): boolean {
  return (
    versionsOf(flow).some(({ version }) =>
      version.steps.some((step) => kindOf(step) === 'script' || step.config?.['response_script'] !== undefined),
    ) || [...transformsOf(flow)].some(({ call }) => findTransform(call.function)?.name === 'script')
  );
}
