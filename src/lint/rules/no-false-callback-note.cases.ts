import { casesOf, flowCase, pull } from '../rule-case.ts';

export default casesOf('lint/no-false-callback-note', [
  flowCase('true', [pull], undefined, { version: { has_callback_step: false } }),
  flowCase('not true', [pull], ['true'], { version: { has_callback_step: true } }),
]);
