import { casesOf, flowCase, note } from '../rule-case.ts';

export default casesOf('lint/no-broken-variable', [
  flowCase('whole', [note('[[payload.id]] [1] {"a": {"b": 1}} [[1, 2]]')]),
  flowCase('kept as it is', [note('\\[[payload.id]')]),
  flowCase('one bracket missing', [note('id [[payload.id] of [payload.name]]')], ['[[payload.id]', '[payload.name]]']),
  flowCase('curly', [note('{{environment.variables.a}')], ['{{environment.variables.a}']),
]);
