import { defineFormat } from '../../contract/define-format.ts';

export default defineFormat({
  format: 'json',
  title: 'JSON',
  contentType: 'application/json',
  convention: 'The value itself. Numbers stay as they were written.',
});
