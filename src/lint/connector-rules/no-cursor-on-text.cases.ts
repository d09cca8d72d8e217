import { casesOf, connectorCase, list } from '../rule-case.ts';

const pagination = { method: 'GraphQL Cursor', endCursorPath: 'data.end', hasNextPagePath: 'data.more' };

export default casesOf('lint/no-cursor-on-text', [
  connectorCase('JSON', { endpoints: [{ ...list, pagination }] }),
  connectorCase('XML', { endpoints: [{ ...list, dataType: 'xml', pagination }] }, ['xml']),
]);
