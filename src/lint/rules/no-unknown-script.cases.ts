import { casesOf, flowCase, mapStep } from '../rule-case.ts';

const scripts = [{ name: 'Prices', language: 'javascript', version: 2, code: 'return data;' }];

function script(script_version?: object): object {
  return { name: 'Script', microservice: 'custom-script', ...(script_version === undefined ? {} : { script_version }) };
}

export default casesOf('lint/no-unknown-script', [
  flowCase('there', [script({ name: 'Prices', version: 2 })], undefined, { file: { scripts } }),
  flowCase('misspelt', [script({ name: 'Price' })], ['"Price"'], { file: { scripts } }),
  flowCase('another version', [script({ name: 'Prices', version: 3 })], ['3'], { file: { scripts } }),
  flowCase('none', [script()], ['"Script"'], { file: { scripts } }),
  flowCase(
    'in a mapping rule',
    [mapStep({ sources: ['a'], target: 'a', transforms: [{ function: 'script', arguments: { script: 'Prizes' } }] })],
    ['"Prizes"'],
    { file: { scripts } },
  ),
]);
