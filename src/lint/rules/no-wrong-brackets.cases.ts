import { casesOf, flowCase, note, pull } from '../rule-case.ts';

export default casesOf('lint/no-wrong-brackets', [
  flowCase('variables as they are written', [note('[[payload.id]] [[meta.a]] {{environment.variables.a}}')]),
  flowCase('a description is no setting', [{ ...pull, description: '{{payload.id}}' }]),
  flowCase('curly', [note('a {{payload.id}} b {{ meta.key }}')], ['{{payload.id}}', '{{ meta.key }}']),
  flowCase('square', [note('[[environment.variables.a]]')], ['[[environment.variables.a]]']),
  flowCase('behind a line end', [note('"\n{{payload.id}}"')], ['{{payload.id}}']),
]);
