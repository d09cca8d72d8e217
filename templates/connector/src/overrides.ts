import type { OperationId } from './api.ts';
import type { Overrides } from './runtime/options.ts';

/**
 * What the description gets wrong or does not say, per operation. This file is yours: it is written once and never
 * changed by an update.
 */
export const overrides: Overrides<OperationId> = {
  // 'orders.list': { timeoutMs: 120_000, rateLimit: { count: 2, unit: 'second' } },
};
