import { dialects } from '../../transports/database/dialects.ts';
import type { SqlDialect } from '../../transports/database/dialect.ts';
import { compileStatement, StatementError } from '../../transports/database/statement.ts';
import { defineConnectorRule, endpointsOf } from '../define-connector-rule.ts';

export default defineConnectorRule({
  name: 'lint/no-bad-query',
  *check(connector) {
    const dialect = dialects[connector.protocol];
    if (dialect === undefined) return;
    for (const { endpoint, pointer } of endpointsOf(connector)) {
      const { name, direction, query } = endpoint;
      const problem = query === undefined ? undefined : problemOf(query.sql, direction, dialect);
      if (problem === undefined) continue;
      const { message, help } = problem;
      yield {
        code: 'lint/no-bad-query',
        message: `The statement of "${name}" ${message}.`,
        help,
        pointer: `${pointer}/query/sql`,
      };
    }
  },
});

interface Problem {
  readonly message: string;
  readonly help: string;
}

function problemOf(sql: string, direction: 'Receive' | 'Send', dialect: SqlDialect): Problem | undefined {
  const wanted = direction === 'Receive' ? dialect.reads : dialect.changes;
  try {
    const { firstWord } = compileStatement(sql, dialect);
    if (wanted.has(firstWord)) return undefined;
    const does = direction === 'Receive' ? 'does not read' : 'cannot be taken back when the payload fails';
    return {
      message: `begins with ${firstWord === '' ? 'no word' : firstWord.toUpperCase()}, which ${does}`,
      help: `It may begin with: ${[...wanted].join(', ').toUpperCase()}.`,
    };
  } catch (error) {
    if (error instanceof StatementError) return error;
    throw error;
  }
}
