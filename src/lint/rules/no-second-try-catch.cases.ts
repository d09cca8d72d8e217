import { casesOf, flowCase } from '../rule-case.ts';

export default casesOf('lint/no-second-try-catch', [
  flowCase('one', [{ name: 'Guard', microservice: 'try-catch' }]),
  flowCase(
    'two',
    [
      { name: 'Guard', microservice: 'try-catch' },
      { name: 'Again', microservice: 'try-catch' },
    ],
    ['"Again"'],
  ),
]);
