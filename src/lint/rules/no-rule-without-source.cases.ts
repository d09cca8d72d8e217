import { casesOf, flowCase, mapStep } from '../rule-case.ts';

export default casesOf('lint/no-rule-without-source', [
  flowCase('a source', [mapStep({ sources: ['id'], target: 'id' })]),
  flowCase('a function', [
    mapStep({ target: 'id', transforms: [{ function: 'custom string', arguments: { text: 'a' } }] }),
  ]),
  flowCase('neither', [mapStep({ target: 'reference' })], ['"reference"']),
  flowCase(
    'no function that makes a value',
    [mapStep({ target: 'reference', transforms: [{ function: 'trim' }] })],
    ['"reference"'],
  ),
]);
