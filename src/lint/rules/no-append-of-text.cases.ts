import { casesOf, flowCase, pull } from '../rule-case.ts';

const append = {
  name: 'Save',
  microservice: 'cache',
  config: { action: 'add', key: 'a', append: true },
  cache: { name: 'Orders', scope: 'flow' },
};
const csv = { ...pull, endpoint: { ...pull.endpoint, data_type: 'csv' } };
const toJson = {
  name: 'Map',
  microservice: 'map',
  config: { target_format: 'json', rules: [{ sources: ['*.id'], target: '*.id' }] },
};

export default casesOf('lint/no-append-of-text', [
  flowCase('JSON', [pull, append]),
  flowCase('CSV', [csv, append], ['true']),
  flowCase('CSV that became JSON', [csv, toJson, append]),
]);
