import type { AuthMethods, SchemeSpec } from '../../src/runtime/auth/credentials.ts';
import { type ApiSpec, Core } from '../../src/runtime/core.ts';
import type { OperationSpec } from '../../src/runtime/operation.ts';
import type { ClientOptions } from '../../src/runtime/options.ts';
import type { Clock } from '../../src/runtime/wait.ts';

/** A clock that stands still until someone waits, and remembers how long. */
export class FakeClock implements Clock {
  nowMs = 1_700_000_000_000;
  readonly waits: number[] = [];

  now(): number {
    return this.nowMs;
  }

  async wait(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.waits.push(ms);
    this.nowMs += ms;
  }

  random(): number {
    return 0.5;
  }
}

export function operation(spec: Partial<OperationSpec> = {}): OperationSpec {
  return { id: 'orders.list', method: 'GET', path: '/orders', validators: async () => ({}), ...spec };
}

export function open(
  baseUrl: string,
  options: ClientOptions = {},
  schemes: Readonly<Record<string, SchemeSpec>> = {},
  overrides = {},
): Core {
  const authMethods: AuthMethods = Object.fromEntries(Object.keys(schemes).map((name) => [name, [{ scheme: name }]]));
  const api: ApiSpec = { name: 'orders', baseUrl, schemes, authMethods };
  return new Core(api, { clock: new FakeClock(), ...options }, overrides);
}
