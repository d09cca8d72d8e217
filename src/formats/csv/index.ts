import { defineFormat } from '../../contract/define-format.ts';

export default defineFormat({
  format: 'csv',
  title: 'CSV',
  contentType: 'text/csv; charset=utf-8',
  convention: 'A list of rows; a row is an object of texts by the names of the columns.',
  codec: () => import('./csv.codec.ts'),
});
