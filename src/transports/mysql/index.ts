import { defineTransport } from '../../contract/define-transport.ts';
import { tlsValues } from '../database/tls.ts';

export default defineTransport({
  protocols: ['MySQL'],
  title: 'MySQL and MariaDB',
  values: {
    host: 'Name or address of the server.',
    port: 'Default 3306.',
    database: 'Name of the database.',
    username: 'Name of the user.',
    password: 'Password of the user.',
    ...tlsValues,
  },
  load: () => import('./mysql.run.ts'),
});
