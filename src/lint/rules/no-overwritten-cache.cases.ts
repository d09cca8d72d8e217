import { casesOf, flowCase, pull } from '../rule-case.ts';

const single = { name: 'Single', microservice: 'batch', config: { path: '*', size: 1 } };

function save(config: object): object {
  return {
    name: 'Save',
    microservice: 'cache',
    config: { action: 'add', ...config },
    cache: { name: 'A', scope: 'flow' },
  };
}

export default casesOf('lint/no-overwritten-cache', [
  flowCase('a key of its own for each', [single, save({ key: 'order-[[payload.id]]' })]),
  flowCase('appended', [single, save({ key: 'orders', append: true })]),
  flowCase('one payload', [pull, save({ key: 'orders' })]),
  flowCase('one key for all', [single, save({ key: 'orders' })], ['"orders"']),
]);
