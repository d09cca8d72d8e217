import { casesOf, connectorCase, list } from '../rule-case.ts';

export default casesOf('lint/no-paged-send', [
  connectorCase('receiving', { endpoints: [{ ...list, pagination: { method: 'Link Header' } }] }),
  connectorCase(
    'sending',
    { endpoints: [{ ...list, direction: 'Send', method: 'POST', pagination: { method: 'Link Header' } }] },
    ['Link Header'],
  ),
]);
