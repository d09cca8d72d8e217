import { defineShape } from '../../flow/define-shape.ts';
import { connectorSettings } from './connector.schema.ts';

export default defineShape({
  kind: 'connector',
  title: 'Connector',
  identifiers: ['connector', 'connection', 'pull', 'push'],
  effect: (_config, direction) => (direction === 'Send' ? 'writes' : 'reads'),
  schema: connectorSettings,
  run: () => import('./connector.run.ts'),
});
