import type { RunContext, WaitingCaller } from '../contract/context.ts';
import type { Ports } from '../contract/ports.ts';

/** Whoever waits for the answer of a callback step; `undefined` where nobody does. */
export function waitingCaller(
  { caller, clock }: Ports,
  { assume, warn }: Pick<RunContext, 'assume' | 'warn'>,
): WaitingCaller | undefined {
  if (caller === undefined) return undefined;
  const since = clock.elapsed();
  let isAnswered = false;
  return {
    get isAnswered() {
      return isAnswered;
    },
    async answer(body, step) {
      const seconds = Number(assume('callback.timeout'));
      if (clock.elapsed() - since > seconds * 1000)
        warn(
          `The answer of step "${step}" came after more than ${seconds} seconds; the caller had gone by then.`,
          step,
        );
      await caller.answer({ status: 200, body });
    },
    noteAnswered() {
      isAnswered = true;
    },
    async giveUp(message) {
      if (isAnswered) return;
      isAnswered = true;
      await caller.answer({ status: 500, body: JSON.stringify({ message }) });
    },
  };
}
