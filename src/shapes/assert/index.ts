import * as z from 'zod';
import { defineShape } from '../../flow/define-shape.ts';

export default defineShape({
  kind: 'assert',
  title: 'Assert',
  identifiers: ['assert'],
  effect: 'pure',
  schema: z.strictObject({ payload: z.string().describe('The payload that is expected.') }),
});
