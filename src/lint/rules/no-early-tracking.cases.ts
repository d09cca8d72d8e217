import { casesOf, flowCase, pull, push } from '../rule-case.ts';

function dedupe(behaviour: string): object {
  return { name: 'New', microservice: 'dedupe', config: { behaviour, key: '*.id' }, data_pool: { name: 'Seen' } };
}

export default casesOf('lint/no-early-tracking', [
  flowCase('tracked behind the push', [dedupe('filter'), push, { ...dedupe('track'), name: 'Sent' }]),
  flowCase('tracked before it', [pull, dedupe('filter_and_track'), push], ['"filter_and_track"']),
  flowCase('nothing is sent', [pull, dedupe('filter_and_track')]),
]);
