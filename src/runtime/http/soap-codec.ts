import type { EndpointCall } from '../../contract/http-call.ts';
import type { Session } from './session.ts';
import type { SoapCodec } from './soap.ts';

/** Loaded late: most connectors speak no SOAP. */
export async function soapCodecOf(call: EndpointCall, session: Session): Promise<SoapCodec | undefined> {
  const { soap } = call.endpoint;
  if (soap === undefined) return undefined;
  const { createSoapCodec } = await import('./soap.ts');
  return createSoapCodec(call, soap, session);
}
