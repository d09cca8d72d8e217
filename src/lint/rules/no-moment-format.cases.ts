import { casesOf, flowCase } from '../rule-case.ts';

function format(date_format: string): object {
  return {
    name: 'Filter',
    microservice: 'filter',
    filters: [{ field: 'at', comparison: 'eq', type: 'date', value: '1', date_format }],
  };
}

export default casesOf('lint/no-moment-format', [
  flowCase('PHP', [format('Y-m-d H:i:s')]),
  flowCase('another library', [format('d/MM/YYYY')], ['MM']),
]);
