import { casesOf, connectorCase } from '../rule-case.ts';

const ask = (sql: string, direction = 'Receive'): object => ({
  protocol: 'PGSQL',
  endpoints: [{ name: 'Orders', direction, method: 'POST', query: { sql }, variables: [{ key: 'note' }] }],
});

export default casesOf('lint/no-bad-query', [
  connectorCase('a value that is bound', ask('SELECT id FROM orders WHERE note = {{note}}')),
  connectorCase('a variable in quotes', ask("SELECT id FROM orders WHERE note = '{{note}}'"), [
    "SELECT id FROM orders WHERE note = '{{note}}'",
  ]),
  connectorCase(
    'a value of the payload in quotes',
    ask("UPDATE orders SET note = '[[payload.note]] {{note}}'", 'Send'),
    ["UPDATE orders SET note = '[[payload.note]] {{note}}'"],
  ),
  connectorCase('two statements', ask('SELECT {{note}}; DROP TABLE orders'), ['SELECT {{note}}; DROP TABLE orders']),
  connectorCase('reading with DELETE', ask('DELETE FROM orders WHERE note = {{note}}'), [
    'DELETE FROM orders WHERE note = {{note}}',
  ]),
]);
