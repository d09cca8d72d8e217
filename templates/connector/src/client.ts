import { apiSpec, type Credentials } from './api.ts';
import { overrides } from './overrides.ts';
import { Core } from './runtime/core.ts';
import type { ClientOptions } from './runtime/options.ts';

/** One client per account. It holds credentials, fetched tokens and the state of the rate limiter. */
export class Client {
  constructor(options: ClientOptions<Credentials> = {}) {
    const core = new Core(apiSpec, { ...options, credentials: { ...options.credentials } }, overrides);
  }
}
