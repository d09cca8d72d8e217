import { casesOf, connectorCase } from '../rule-case.ts';

function login(url: string): object {
  return { authMethods: [{ name: 'Login', type: 'token-login', url, variables: [{ key: 'token' }] }] };
}

export default casesOf('lint/no-payload-in-login', [
  connectorCase('a variable', login('https://id.example.com/{{token}}')),
  connectorCase('metadata', login('https://id.example.com/[[meta.shop]]'), ['[[meta.shop]]']),
]);
