import { casesOf, flowCase, pull } from '../rule-case.ts';

export default casesOf('lint/no-lone-callback', [
  flowCase('both', [{ name: 'Answer', microservice: 'callback' }], undefined, {
    flow: { callbacks: [{ name: 'Ask' }] },
  }),
  flowCase('a step that nobody waits for', [{ name: 'Answer', microservice: 'callback' }], ['"Answer"']),
  flowCase('a caller that nobody answers', [pull], ['[\n      {\n        "name": "Ask"\n      }\n    ]'], {
    flow: { callbacks: [{ name: 'Ask' }] },
  }),
]);
