import { casesOf, flowCase, pull } from '../rule-case.ts';

export default casesOf('lint/no-unknown-language', [
  flowCase('known', [pull], undefined, { file: { scripts: [{ name: 'a', language: 'python' }] } }),
  flowCase('not known', [pull], ['"perl"'], { file: { scripts: [{ name: 'a', language: 'perl' }] } }),
]);
