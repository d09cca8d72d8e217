import * as z from 'zod';
import { defineShape } from '../../flow/define-shape.ts';

export default defineShape({
  kind: 'callback',
  title: 'Callback',
  identifiers: ['callback'],
  effect: 'writes',
  schema: z.strictObject({}),
});
