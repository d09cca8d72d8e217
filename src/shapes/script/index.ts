import { defineShape } from '../../contract/define-shape.ts';

export default defineShape({
  kind: 'script',
  title: 'Script',
  identifiers: ['custom-script', 'script'],
});
