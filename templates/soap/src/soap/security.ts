import { createHash } from 'node:crypto';
import { clark, namespaces } from './names.ts';
import type { XmlNode } from './xml-writer.ts';

/** WS-Security UsernameToken, with a Timestamp when a lifetime is given. */
export interface SecurityOptions {
  readonly username: string;
  readonly password: string;
  /** `digest`: the password itself never goes over the wire. Default `text`. */
  readonly passwordType?: 'text' | 'digest';
  /** Seconds that the message is valid for. Absent: no Timestamp. */
  readonly lifetime?: number;
  /** The service has to understand the header. Default true. */
  readonly mustUnderstand?: boolean;
}

export interface SecurityMoment {
  readonly now: Date;
  /** Random, never used before. */
  readonly nonce: Uint8Array;
}

const profile = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0';
const base64 = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary';

/** The header of the OASIS UsernameToken Profile 1.0. */
export function securityHeader(options: SecurityOptions, { now, nonce }: SecurityMoment, envelope: string): XmlNode {
  const security = (local: string): string => clark(namespaces.security, local);
  const utility = (local: string): string => clark(namespaces.utility, local);
  const created = now.toISOString();
  const isDigest = options.passwordType === 'digest';
  const password = isDigest
    ? createHash('sha1').update(nonce).update(created).update(options.password).digest('base64')
    : options.password;
  const token: XmlNode = {
    name: security('UsernameToken'),
    children: [
      { name: security('Username'), children: [options.username] },
      {
        name: security('Password'),
        attributes: { Type: `${profile}#Password${isDigest ? 'Digest' : 'Text'}` },
        children: [password],
      },
      {
        name: security('Nonce'),
        attributes: { EncodingType: base64 },
        children: [Buffer.from(nonce).toString('base64')],
      },
      { name: utility('Created'), children: [created] },
    ],
  };
  const timestamp: XmlNode[] =
    options.lifetime === undefined
      ? []
      : [
          {
            name: utility('Timestamp'),
            children: [
              { name: utility('Created'), children: [created] },
              {
                name: utility('Expires'),
                children: [new Date(now.getTime() + options.lifetime * 1000).toISOString()],
              },
            ],
          },
        ];
  return {
    name: security('Security'),
    ...(options.mustUnderstand === false ? {} : { attributes: { [clark(envelope, 'mustUnderstand')]: '1' } }),
    children: [...timestamp, token],
  };
}

/** WS-Addressing 1.0 headers of a request that is answered on the same connection. */
export function addressingHeaders(action: string, to: string, messageId: string): XmlNode[] {
  const name = (local: string): string => clark(namespaces.addressing, local);
  return [
    { name: name('Action'), children: [action] },
    { name: name('To'), children: [to] },
    { name: name('MessageID'), children: [messageId] },
    {
      name: name('ReplyTo'),
      children: [{ name: name('Address'), children: [`${namespaces.addressing}/anonymous`] }],
    },
  ];
}
