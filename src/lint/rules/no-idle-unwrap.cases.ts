import { casesOf, flowCase } from '../rule-case.ts';

function batch(config: object): object {
  return { name: 'Batch', microservice: 'batch', config: { path: '*', ...config } };
}

export default casesOf('lint/no-idle-unwrap', [
  flowCase('single records', [batch({ size: 1, do_not_wrap_single: true })]),
  flowCase('batches of ten', [batch({ size: 10, do_not_wrap_single: true })], ['true']),
]);
