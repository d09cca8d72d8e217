import { casesOf, flowCase, pull } from '../rule-case.ts';

export default casesOf('lint/no-edited-deployment', [
  flowCase('deployed', [pull], undefined, { version: { is_deployed: true, is_editable: false, status: 'Deployed' } }),
  flowCase('edited', [pull], ['true'], { version: { status: 'Deployed', is_editable: true } }),
]);
