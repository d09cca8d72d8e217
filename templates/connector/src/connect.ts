import { apiSpec, type Credentials } from './api.ts';
import { overrides } from './overrides.ts';
import { Core } from './runtime/core.ts';
import type { ClientOptions } from './runtime/options.ts';

/**
 * What the methods of a group need. A program that imports single groups carries only those:
 * `new OrdersGroup(connect({ credentials }))`.
 */
export function connect(options: ClientOptions<Credentials> = {}): Core {
  return new Core(apiSpec, { ...options, credentials: { ...options.credentials } }, overrides);
}
