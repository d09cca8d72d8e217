import type { SigningHook } from '../contract/define-auth.ts';
import type { RunEvent } from '../contract/events.ts';
import type { HttpPort, LoginStore, Notification, Ports, SecretsPort, Stores } from '../contract/ports.ts';
import type { ScriptPort } from '../contract/script.ts';
import { createMemoryJournal } from '../runtime/stores/memory-journal.ts';
import { createMemorySpill } from '../runtime/stores/memory-spill.ts';
import { createMemoryStores } from '../runtime/stores/memory.ts';
import { systemClock } from '../workspace/ports/clock.ts';
import { createHttpPort } from '../workspace/ports/http.ts';
import { createScriptPort } from '../workspace/ports/scripts/scripts.ts';
import { createSecrets } from '../workspace/ports/secrets.ts';

export interface NodePortsOptions {
  /** Values of `secret://NAME`. Default: environment variables, then the lines of a file `.env` in the current folder. */
  readonly secrets?: SecretsPort;
  /** What `repatch login` has kept. Default: nothing. */
  readonly logins?: LoginStore;
  /** Signing hooks by the name that authentication methods call them. */
  readonly hooks?: ReadonlyMap<string, SigningHook>;
  /** Pools, caches, ledgers and tracked values. Default: in memory, as long as these ports are used. */
  readonly stores?: Stores;
  readonly http?: HttpPort;
  /** Runs custom scripts. Default: JavaScript in a sandbox. */
  readonly scripts?: ScriptPort;
  /** Gets every event of a run, in order. */
  readonly onEvent?: (event: RunEvent) => void;
  /** Gets every message of notify steps. Without it, nobody gets those that are to go out as e-mail, and the result says so. */
  readonly onNotify?: (notification: Notification) => void | Promise<void>;
}

/** Ports with an end: connections stay open until they are closed. */
export interface NodePorts extends Ports, AsyncDisposable {
  close(): Promise<void>;
}

/**
 * The outside world as Node sees it: HTTP, the clock, secrets from the environment; stores in memory, which runs with the
 * same ports share. What a run writes down about its effects is forgotten when it ends: `runFile` is what keeps a journal.
 */
export function nodePorts(options: NodePortsOptions = {}): NodePorts {
  const stores = options.stores ?? createMemoryStores();
  const http = options.http ?? createHttpPort();
  const close = async (): Promise<void> => {
    await http.close();
    await stores.close();
  };
  return {
    http,
    clock: systemClock,
    random: Math.random,
    secrets: options.secrets ?? createSecrets({ environment: process.env, envFile: '.env' }),
    ...(options.logins === undefined ? {} : { logins: options.logins }),
    ...(options.hooks === undefined ? {} : { hooks: options.hooks }),
    scripts: options.scripts ?? createScriptPort(),
    stores,
    // Every run has one of its own.
    get journal() {
      return createMemoryJournal(stores);
    },
    notify: async (notification) => options.onNotify?.(notification),
    sendsMail: options.onNotify !== undefined,
    log: options.onEvent ?? (() => undefined),
    spill: createMemorySpill(),
    close,
    [Symbol.asyncDispose]: close,
  };
}
