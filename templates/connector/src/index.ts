export { Client } from './client.ts';
export type { Credentials, OperationId } from './api.ts';
export * from './runtime/index.ts';
