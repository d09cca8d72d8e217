import { defineTransport } from '../../contract/define-transport.ts';
import { tlsValues } from '../database/tls.ts';

export default defineTransport({
  protocols: ['PGSQL'],
  title: 'PostgreSQL',
  values: {
    host: 'Name or address of the server.',
    port: 'Default 5432.',
    database: 'Name of the database.',
    username: 'Name of the user.',
    password: 'Password of the user.',
    ...tlsValues,
  },
  load: () => import('./pgsql.run.ts'),
});
