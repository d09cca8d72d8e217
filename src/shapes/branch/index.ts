import * as z from 'zod';
import { defineShape } from '../../flow/define-shape.ts';

export default defineShape({
  kind: 'branch',
  title: 'Branch',
  identifiers: ['branch'],
  effect: 'pure',
  schema: z.strictObject({}),
  hasLegs: true,
});
