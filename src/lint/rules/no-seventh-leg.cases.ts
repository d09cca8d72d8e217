import { casesOf, flowCase } from '../rule-case.ts';

function legs(count: number): readonly object[] {
  return Array.from({ length: count }, (_, index) => ({ name: `Leg ${index + 1}` }));
}

export default casesOf('lint/no-seventh-leg', [
  flowCase('six legs', [{ name: 'Parts', microservice: 'branch', routes: legs(6) }]),
  flowCase('seven', [{ name: 'Parts', microservice: 'branch', routes: legs(7) }], ['"Leg 7"']),
  flowCase('a route takes any number', [{ name: 'Sort', microservice: 'route', routes: legs(7) }]),
]);
