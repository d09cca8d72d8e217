import { defineTransport } from '../../contract/define-transport.ts';

export default defineTransport({
  protocols: ['FTP', 'FTPS'],
  title: 'FTP and FTPS',
  values: {
    host: 'Name or address of the server.',
    port: 'Default 21, for implicit TLS 990.',
    username: 'Name of the user.',
    password: 'Password of the user.',
    tls: 'FTPS: "explicit" (default) begins in plain text and turns to TLS before the login; "implicit" is TLS from the start.',
    ca: 'FTPS: certificate of the authority that the server is checked against, as PEM text, where it is not a public one.',
  },
  load: () => import('./ftp.run.ts'),
});
