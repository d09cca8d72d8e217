export { SoapCaller, type CallOptions, type OperationTypes, type Reply, type SoapClientOptions } from './caller.ts';
export { SoapFaultError, SoapHttpError } from './errors.ts';
export { SoapDataError, type Issue, type Validation } from './issues.ts';
export { addressingHeaders, securityHeader, type SecurityOptions } from './security.ts';
export { fetchTransport, type Transport, type TransportRequest, type TransportResponse } from './transport.ts';
export type * from './types.ts';
export { XmlError, type XmlLimits } from './xml-error.ts';
