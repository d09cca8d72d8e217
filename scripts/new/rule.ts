/** A rule over flows that finds a name of white space, with the fixture that it reports. */
export function ruleFiles(name: string): Readonly<Record<string, string>> {
  return {
    [`src/lint/rules/${name}.ts`]: `import { defineFlowRule } from '../define-rule.ts';

export default defineFlowRule({
  name: 'lint/${name}',
  *check({ flow }) {
    if (flow.name.trim() !== '') return;
    yield {
      code: 'lint/${name}',
      message: \`TODO: what is wrong with "\${flow.name}".\`,
      help: 'TODO: what to write instead.',
      pointer: '/flow/name',
    };
  },
});
`,
    [`src/lint/rules/${name}.cases.ts`]: `import { casesOf, flowCase, pull } from '../rule-case.ts';

export default casesOf('lint/${name}', [
  flowCase('TODO: what is right', [pull]),
  flowCase('TODO: what is wrong', [pull], ['" "'], { flow: { name: ' ' } }),
]);
`,
    [`fixtures/flows/err/${name}.flow.json`]: `{
  "metadata": { "company_name": "Acme", "flow_name": "Orders" },
  "flow": {
    "name": " ",
    "is_enabled": false,
    "versions": [{ "flow_name": "Orders", "steps": [] }]
  },
  "systems": []
}
`,
  };
}
