import { defineFormat } from '../../contract/define-format.ts';

export default defineFormat({
  format: 'txt',
  title: 'Text',
  contentType: 'text/plain; charset=utf-8',
  convention: 'One text without parts: it can be sent, cached and put into variables as a whole, and nothing else.',
});
