import { casesOf, flowCase, note } from '../rule-case.ts';

export default casesOf('lint/no-unknown-variable', [
  flowCase('known', [note('[[payload]] [[meta.x]] {{environment.variables.a}} [[1, 2]] \\{{mustache}}')]),
  flowCase('another root', [note('a [[paylod.id]]')], ['[[paylod.id]]']),
  flowCase('half a root', [note('{{flow.name}}')], ['{{flow.name}}']),
]);
