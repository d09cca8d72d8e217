import { casesOf, flowCase, pull } from '../rule-case.ts';

const dedupe = {
  name: 'New',
  microservice: 'dedupe',
  config: { behaviour: 'filter', key: '*.id' },
  data_pool: { name: 'Seen' },
};
const csv = { ...pull, endpoint: { ...pull.endpoint, data_type: 'csv' } };
const toJson = {
  name: 'Map',
  microservice: 'map',
  config: { target_format: 'json', rules: [{ sources: ['*.id'], target: '*.id' }] },
};

export default casesOf('lint/no-dedupe-of-text', [
  flowCase('JSON', [pull, dedupe]),
  flowCase('CSV', [csv, dedupe], ['"New"']),
  flowCase('CSV that became JSON', [csv, toJson, dedupe]),
]);
