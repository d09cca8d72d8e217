import type { Clock } from './wait.ts';

export interface RateLimit {
  readonly count: number;
  readonly unit: 'second' | 'minute' | 'hour' | 'day';
}

const unitMs = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** A token bucket: bursts up to `count`, then evenly; callers queue in order of arrival. */
export class RateLimiter {
  readonly #capacity: number;
  readonly #msPerToken: number;
  readonly #clock: Clock;
  #tokens: number;
  #filledAt: number;

  constructor(limit: RateLimit, clock: Clock) {
    this.#capacity = Math.max(1, limit.count);
    this.#msPerToken = unitMs[limit.unit] / this.#capacity;
    this.#clock = clock;
    this.#tokens = this.#capacity;
    this.#filledAt = clock.now();
  }

  /** Resolves when the request may be sent. */
  async take(signal?: AbortSignal): Promise<void> {
    const now = this.#clock.now();
    this.#tokens = Math.min(this.#capacity, this.#tokens + (now - this.#filledAt) / this.#msPerToken);
    this.#filledAt = now;
    this.#tokens -= 1;
    if (this.#tokens < 0) {
      try {
        await this.#clock.wait(Math.ceil(-this.#tokens * this.#msPerToken), signal);
      } catch (error) {
        this.#tokens += 1;
        throw error;
      }
    }
  }
}
