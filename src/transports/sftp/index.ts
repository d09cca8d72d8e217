import { defineTransport } from '../../contract/define-transport.ts';

export default defineTransport({
  protocols: ['SFTP'],
  title: 'SFTP',
  values: {
    host: 'Name or address of the server.',
    port: 'Default 22.',
    username: 'Name of the user.',
    password: 'Password, where there is no private key.',
    private_key: 'Private key, as the text of a .pem or OpenSSH file.',
    passphrase: 'What the private key is locked with.',
    host_key: 'Fingerprint of the server, SHA256:…; several are separated by spaces. Required.',
  },
  load: () => import('./sftp.run.ts'),
});
