import { casesOf, otherFlow, workspaceCase } from '../rule-case.ts';

function dedupe(behaviour: string): object {
  return { name: 'Seen', microservice: 'dedupe', config: { behaviour, key: '*.id' }, data_pool: { name: 'Seen' } };
}

export default casesOf('lint/no-shared-store', [
  workspaceCase('one writes, one reads', {
    files: { 'a.flow.json': otherFlow('A', [dedupe('track')]), 'b.flow.json': otherFlow('B', [dedupe('filter')]) },
  }),
  workspaceCase(
    'both write',
    { files: { 'a.flow.json': otherFlow('A', [dedupe('track')]), 'b.flow.json': otherFlow('B', [dedupe('track')]) } },
    ['Seen', 'Seen'],
  ),
]);
