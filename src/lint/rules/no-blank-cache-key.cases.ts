import { casesOf, flowCase, mapStep } from '../rule-case.ts';

const save = {
  name: 'Save',
  microservice: 'cache',
  config: { action: 'add', key: '[[payload.id]]' },
  cache: { name: 'A', scope: 'flow run' },
};

function lookUp(args: object, sources?: readonly string[]): object {
  return mapStep({
    ...(sources === undefined ? {} : { sources }),
    target: 'a',
    transforms: [{ function: 'cache lookup', arguments: { cache: 'A', ...args } }],
  });
}

export default casesOf('lint/no-blank-cache-key', [
  flowCase('a key', [save, lookUp({ key: '[[meta.id]]' })]),
  flowCase('the source is the key', [save, lookUp({}, ['id'])]),
  flowCase('nothing', [save, lookUp({})], ['"cache lookup"']),
  flowCase('blank', [save, lookUp({ key: '' })], ['""']),
]);
