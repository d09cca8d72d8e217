import { defineConnectorRule } from '../define-connector-rule.ts';

const spoken = ['HTTP', 'FTP', 'FTPS', 'SFTP', 'PGSQL', 'MySQL'];

export default defineConnectorRule({
  name: 'lint/no-unreachable-protocol',
  *check({ name, protocol }) {
    if (spoken.includes(protocol)) return;
    yield {
      code: 'lint/no-unreachable-protocol',
      message: `Connector "${name}" speaks ${protocol}, which repatch does not run yet.`,
      help: `It can be checked and converted to. repatch run speaks ${spoken.join(', ')}.`,
      pointer: '/protocol',
    };
  },
});
