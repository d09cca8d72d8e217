import { defineShape } from '../../contract/define-shape.ts';

export default defineShape({
  kind: 'route',
  title: 'Route',
  identifiers: ['route'],
  schema: async () => (await import('./route.schema.ts')).routeSettings,
  hasLegs: true,
  run: () => import('./route.run.ts'),
});
