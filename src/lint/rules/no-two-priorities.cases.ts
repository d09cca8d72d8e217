import { casesOf, flowCase, pull } from '../rule-case.ts';

export default casesOf('lint/no-two-priorities', [
  flowCase('one', [pull], undefined, { flow: { priority: 2 }, version: { flow_priority: 2 } }),
  flowCase('two', [pull], ['4'], { flow: { priority: 2 }, version: { flow_priority: 4 } }),
]);
