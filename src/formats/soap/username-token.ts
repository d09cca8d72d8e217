import { envelopeNamespace } from '../../../templates/soap/src/soap/envelope.ts';
import {
  securityHeader,
  type SecurityMoment,
  type SecurityOptions,
} from '../../../templates/soap/src/soap/security.ts';
import { elementText, envelopeVersion } from './envelope-text.ts';

/** The WS-Security header for an envelope, as text. */
export function usernameToken(envelope: string, options: SecurityOptions, moment: SecurityMoment): string {
  return elementText(securityHeader(options, moment, envelopeNamespace(envelopeVersion(envelope))));
}
