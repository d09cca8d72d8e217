import { casesOf, flowCase } from '../rule-case.ts';

const paid = { name: 'Paid', filters: [{ field: 'status', comparison: 'eq', value: 'paid' }] };

function route(routes: readonly object[]): object {
  return { name: 'Sort', microservice: 'route', config: { method: 'first' }, routes };
}

export default casesOf('lint/no-unreachable-leg', [
  flowCase('the last leg takes the rest', [route([paid, { name: 'Rest' }])]),
  flowCase('the first leg takes all', [route([{ name: 'Rest' }, paid])], ['"Rest"']),
  flowCase('all legs that match', [{ ...route([{ name: 'Rest' }, paid]), config: { method: 'all' } }]),
]);
