import type { Payload } from './payload.ts';

/** Watches the payloads of a flow run, step by step, in the order in which they pass. It must not change them. */
export interface PayloadObserver {
  /** A payload has reached a step. */
  arrived(step: string, payload: Payload): void;
  /** A step has handed a payload on. */
  handedOn(step: string, payload: Payload): void;
}
