import { casesOf, flowCase, pull } from '../rule-case.ts';

export default casesOf('lint/no-bad-priority', [
  flowCase('five', [pull], undefined, { flow: { priority: 5 } }),
  flowCase('six', [pull], ['6'], { flow: { priority: 6 } }),
  flowCase('none of a version', [pull], ['0'], { version: { flow_priority: 0 } }),
]);
