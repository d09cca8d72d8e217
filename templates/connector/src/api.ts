import type { ApiSpec } from './runtime/core.ts';

export interface Credentials {}

export type OperationId = never;

export const apiSpec: ApiSpec = { name: 'connector', schemes: {}, authMethods: {} };
