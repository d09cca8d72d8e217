import { casesOf, flowCase, mapStep } from '../rule-case.ts';

function save(name: string): object {
  return {
    name: 'Save',
    microservice: 'cache',
    config: { action: 'add', key: 'k' },
    cache: { name, scope: 'flow run' },
  };
}

function load(name: string, scope = 'flow run'): object {
  return { name: 'Load', microservice: 'cache', config: { action: 'load', key: 'k' }, cache: { name, scope } };
}

export default casesOf('lint/no-unknown-cache', [
  flowCase('filled', [save('Orders'), load('Orders')]),
  flowCase('another name', [save('Orders'), load('Order')], ['"Order"']),
  flowCase('of other runs', [load('Order', 'company')]),
  flowCase(
    'a lookup',
    [
      save('Orders'),
      mapStep({ target: 'a', transforms: [{ function: 'cache lookup', arguments: { cache: 'Ordres', key: 'a' } }] }),
    ],
    ['"Ordres"'],
  ),
]);
