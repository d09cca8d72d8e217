import { casesOf, flowCase, pull } from '../rule-case.ts';

const systems = [
  {
    system: {
      name: 'shop',
      protocol: 'HTTP',
      authMethods: [{ name: 'None', type: 'none' }],
      endpoints: [{ name: 'List orders', direction: 'Receive', method: 'GET', url: 'orders', dataPath: 'orders' }],
    },
  },
];
const judge = '{\n                "name": "judge"\n              }';

export default casesOf('lint/no-script-before-schema', [
  flowCase('no script', [pull], undefined, { file: { systems } }),
  flowCase('a script', [{ ...pull, config: { response_script: { name: 'judge' } } }], [judge], {
    file: { systems, scripts: [{ name: 'judge', language: 'javascript' }] },
  }),
]);
