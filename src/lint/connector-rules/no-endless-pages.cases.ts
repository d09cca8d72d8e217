import { casesOf, connectorCase, list } from '../rule-case.ts';

const pagination = { method: 'Page number parameter', pageParameter: 'page' };

export default casesOf('lint/no-endless-pages', [
  connectorCase('a list that can be empty', { endpoints: [{ ...list, dataPath: 'orders', pagination }] }),
  connectorCase('a total', { endpoints: [{ ...list, pagination: { ...pagination, totalPath: 'total' } }] }),
  connectorCase('neither', { endpoints: [{ ...list, pagination }] }, ['Page number parameter']),
]);
