import { defineShape } from '../../contract/define-shape.ts';

export default defineShape({
  kind: 'connector',
  title: 'Connector',
  identifiers: ['connector', 'connection', 'pull', 'push'],
  touches({ connector, endpoint }) {
    const resource = `instance ${connector?.name ?? ''}` as const;
    return endpoint?.direction === 'Send' ? { writes: [resource], isFinal: true } : { reads: [resource] };
  },
  schema: async () => (await import('./connector.schema.ts')).connectorSettings,
  run: () => import('./connector.run.ts'),
});
