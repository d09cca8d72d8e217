import { casesOf, connectorCase } from '../rule-case.ts';

function login(url: string): object {
  return { authMethods: [{ name: 'Login', type: 'token-login', url }] };
}

export default casesOf('lint/no-plain-login', [
  connectorCase('encrypted', login('https://id.example.com/token')),
  connectorCase('on this machine', login('http://localhost:8080/token')),
  connectorCase('plain', login('http://id.example.com/token'), ['http://']),
]);
