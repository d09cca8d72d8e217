import * as z from 'zod';
import { defineShape } from '../../flow/define-shape.ts';

export default defineShape({
  kind: 'script',
  title: 'Script',
  identifiers: ['custom-script', 'script'],
  effect: 'reads',
  schema: z.looseObject({}),
});
