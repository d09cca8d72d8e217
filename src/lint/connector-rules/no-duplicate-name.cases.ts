import { casesOf, connectorCase, list } from '../rule-case.ts';

export default casesOf('lint/no-duplicate-name', [
  connectorCase('one of each', {}),
  connectorCase('two endpoints', { endpoints: [list, list] }, ['List orders']),
]);
