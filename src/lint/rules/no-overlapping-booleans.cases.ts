import { casesOf, flowCase, mapStep } from '../rule-case.ts';

function cast(yes: string, no: string): object {
  return mapStep({
    sources: ['a'],
    target: 'a',
    transforms: [{ function: 'cast to boolean', arguments: { true_values: yes, false_values: no } }],
  });
}

export default casesOf('lint/no-overlapping-booleans', [
  flowCase('apart', [cast('yes, on', 'no, off')]),
  flowCase('one value in both', [cast('yes,on', 'no, on')], ['on']),
]);
