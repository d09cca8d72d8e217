import { defineFlowRule, kindOf, stepsOf } from '../define-rule.ts';

export default defineFlowRule({
  name: 'lint/no-script-before-schema',
  *check(flow) {
    const endpoints = flow.systems.flatMap(({ system }) => system.endpoints ?? []);
    for (const { step, pointer } of stepsOf(flow)) {
      if (kindOf(step) !== 'connector' || step.config?.['response_script'] === undefined) continue;
      const endpoint = endpoints.find(({ name }) => name === step.endpoint?.name);
      if (endpoint?.dataPath === undefined) continue;
      yield {
        code: 'lint/no-script-before-schema',
        message: `A script judges the answers of "${endpoint.name}": its data path "${endpoint.dataPath}" and its schema do not hold behind step "${step.name}".`,
        help: 'Let the steps behind it read the whole answer, as the script returns it.',
        pointer: `${pointer}/config/response_script`,
      };
    }
  },
});
