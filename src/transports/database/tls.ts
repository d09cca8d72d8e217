import type { TransportContext } from '../../contract/define-transport.ts';
import { choiceOf } from '../connection-values.ts';

/** As in `node:tls`. */
export interface TlsOptions {
  readonly rejectUnauthorized: boolean;
  readonly ca?: string;
}

/** For the `values` of a transport. */
export const tlsValues = {
  tls: '"prefer" (default): encrypted where the server offers it, with whatever certificate; "verify": encrypted, and the certificate is checked; "off".',
  ca: 'Certificate of the authority that the server is checked against, as PEM text, where it is not a public one; for "verify".',
} as const;

/**
 * Connects as the instance says. "prefer" is what the platform does: plain text where the server offers nothing else, which is
 * said. `offersNone`: tells the failure of a server without TLS.
 */
export async function withTls<Connection>(
  context: TransportContext,
  connect: (tls: TlsOptions | undefined) => Promise<Connection>,
  offersNone: (error: unknown) => boolean,
): Promise<Connection> {
  const tls = choiceOf(context, 'tls', ['prefer', 'verify', 'off']);
  if (tls === 'off') return connect(undefined);
  const ca = context.value('ca');
  if (tls === 'verify') return connect({ rejectUnauthorized: true, ...(ca === undefined ? {} : { ca }) });
  try {
    return await connect({ rejectUnauthorized: false });
  } catch (error) {
    if (!offersNone(error)) throw error;
    const connection = await connect(undefined);
    const host = context.value('host') ?? '';
    if (!/^(?:localhost|127\.|::1$)/u.test(host))
      context.warn(`${context.place}: the server offers no encryption, so that the rows travel in plain text.`);
    return connection;
  }
}
