import { defineShape } from '../../flow/define-shape.ts';
import { routeSettings } from './route.schema.ts';

export default defineShape({
  kind: 'route',
  title: 'Route',
  identifiers: ['route'],
  effect: 'pure',
  schema: routeSettings,
  hasLegs: true,
});
