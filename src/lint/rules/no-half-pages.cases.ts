import { casesOf, flowCase } from '../rule-case.ts';

const cache = { name: 'A', scope: 'flow' };

function save(config: object): object {
  return { name: 'Save', microservice: 'cache', config: { action: 'add', key: 'k', ...config }, cache };
}

function load(config: object): object {
  return { name: 'Load', microservice: 'cache', config: { action: 'load', key: 'k', ...config }, cache };
}

export default casesOf('lint/no-half-pages', [
  flowCase('alike', [save({ save_all_pages: true }), load({ load_all_pages: true })]),
  flowCase('all saved, one loaded', [save({ save_all_pages: true }), load({})], ['"Load"']),
  flowCase('one saved, all loaded', [save({}), load({ load_all_pages: true })], ['true']),
]);
