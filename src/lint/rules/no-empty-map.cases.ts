import { casesOf, flowCase, mapStep } from '../rule-case.ts';

export default casesOf('lint/no-empty-map', [
  flowCase('a rule', [mapStep({ sources: ['id'], target: 'id' })]),
  flowCase('no rules', [{ name: 'Map', microservice: 'map', config: { rules: [] } }], ['[]']),
  flowCase('no settings', [{ name: 'Map', microservice: 'map' }], ['"Map"']),
]);
