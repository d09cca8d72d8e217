import type { Protocol } from '../../connector/definition.ts';
import { mysqlDialect } from '../mysql/dialect.ts';
import { postgresDialect } from '../pgsql/dialect.ts';
import type { SqlDialect } from './dialect.ts';

/** How the databases that connectors reach write statements. */
export const dialects: Readonly<Partial<Record<Protocol, SqlDialect>>> = {
  MySQL: mysqlDialect,
  PGSQL: postgresDialect,
};
