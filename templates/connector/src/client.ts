import type { Credentials } from './api.ts';
import { connect } from './connect.ts';
import type { ClientOptions } from './runtime/options.ts';

/** One client per account. It holds credentials, fetched tokens and the state of the rate limiter. */
export class Client {
  constructor(options: ClientOptions<Credentials> = {}) {
    const core = connect(options);
  }
}
