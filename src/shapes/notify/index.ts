import { defineShape } from '../../flow/define-shape.ts';
import { notifySettings } from './notify.schema.ts';

export default defineShape({
  kind: 'notify',
  title: 'Notify',
  identifiers: ['notify'],
  effect: 'writes',
  schema: notifySettings,
  run: () => import('./notify.run.ts'),
});
