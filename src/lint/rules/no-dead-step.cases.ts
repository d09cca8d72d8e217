import { casesOf, flowCase, pull, push } from '../rule-case.ts';

function guard(first: string): object {
  return { name: 'Guard', microservice: 'try-catch', routes: [{ name: 'Try', first_step: first }] };
}

/** Steps with ids, of which the last is the child of none that has a leg to it. */
function inOrder(step: object, index: number): object {
  return index < 2 ? { ...step, id: index + 1 } : { ...step, id: index + 1, parent_id: index === 2 ? 2 : 9 };
}

export default casesOf('lint/no-dead-step', [
  flowCase('one after the other', [pull, push]),
  flowCase('a leg leads to it', [guard('Push'), push]),
  flowCase(
    'nothing leads behind a leg',
    [pull, guard('Push'), push, { name: 'Lost', microservice: 'callback' }].map(inOrder),
    ['"Lost"'],
  ),
]);
