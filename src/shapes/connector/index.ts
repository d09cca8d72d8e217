import { defineShape } from '../../contract/define-shape.ts';

export default defineShape({
  kind: 'connector',
  title: 'Connector',
  identifiers: ['connector', 'connection', 'pull', 'push'],
  effect: (_config, direction) => (direction === 'Send' ? 'writes' : 'reads'),
  schema: async () => (await import('./connector.schema.ts')).connectorSettings,
  run: () => import('./connector.run.ts'),
});
