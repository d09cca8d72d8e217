import { createHttpPort } from '../../src/workspace/ports/http.ts';
import type { RunEvent } from '../../src/contract/events.ts';
import type { Ports } from '../../src/contract/ports.ts';
import { createMemoryJournal } from '../../src/runtime/stores/memory-journal.ts';
import { createMemorySpill } from '../../src/runtime/stores/memory-spill.ts';
import { createMemoryStores } from '../../src/runtime/stores/memory.ts';
import { createScriptPort } from '../../src/workspace/ports/scripts/scripts.ts';
import { Secret } from '../../src/text/secret.ts';

export interface TestPorts extends Ports {
  readonly events: readonly RunEvent[];
  /** Waits that were asked for, in milliseconds; none of them takes time. */
  readonly sleeps: readonly number[];
}

/** Real HTTP and stores; a clock that stands still and never waits. */
export function testPorts(secrets: Readonly<Record<string, string>> = {}): TestPorts {
  const events: RunEvent[] = [];
  const sleeps: number[] = [];
  const stores = createMemoryStores();
  const find = (name: string): string | undefined => (Object.hasOwn(secrets, name) ? secrets[name] : undefined);
  return {
    events,
    sleeps,
    http: createHttpPort(),
    clock: {
      now: () => Date.UTC(2026, 2, 1, 10),
      elapsed: () => 0,
      sleep(ms) {
        sleeps.push(ms);
        return Promise.resolve();
      },
    },
    random: () => 0.5,
    secrets: {
      secret: (name) => {
        const value = find(name);
        return Promise.resolve(value === undefined ? undefined : new Secret(value));
      },
      setting: (name) => Promise.resolve(find(name)),
    },
    scripts: createScriptPort(),
    stores,
    // Every run has a journal of its own.
    get journal() {
      return createMemoryJournal(stores);
    },
    notify: () => Promise.resolve(),
    log: (event) => void events.push(event),
    spill: createMemorySpill(),
  };
}
