import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, vi } from 'vitest';
import { startAcme, type Acme, type RememberedRequest } from '../../fixtures/estate-acme/stand-ins/index.ts';
import { runFile, type RunOptions, type RunReport } from '../../src/app/run.ts';

export const now = '2026-03-01T10:00:00Z';
export const estate = join(import.meta.dirname, '..', '..', 'fixtures', 'estate-acme');
export const bundleFile = join(estate, 'acme.services.yaml');

export interface Estate {
  /** The third parties of the current test. */
  readonly acme: Acme;
  /** An empty folder of the current test. */
  readonly scratch: string;
  /** Runs a service by its id, or a flow by its file; all runs of a test share pools and ledgers. */
  run(idOrFile: string, more?: Partial<RunOptions>): Promise<RunReport>;
  /** Requests so far that push, without the keys that differ from run to run. */
  pushes(): readonly Push[];
  /** Answered requests so far that pull from one path. */
  pages(path: string): readonly RememberedRequest[];
}

export type Push = Pick<RememberedRequest, 'method' | 'path' | 'body' | 'status'>;

/** Gives each test of a file fresh third parties and a fresh folder of state. */
export function useEstate(): Estate {
  let acme: Acme;
  let scratch: string;
  beforeEach(async () => {
    acme = await startAcme({ now });
    scratch = mkdtempSync(join(tmpdir(), 'repatch-estate-'));
    for (const [name, value] of Object.entries(acme.environment)) vi.stubEnv(name, value);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await acme.close();
    rmSync(scratch, { recursive: true, force: true });
  });
  return {
    get acme() {
      return acme;
    },
    get scratch() {
      return scratch;
    },
    run: (idOrFile, more = {}) => {
      const isService = /^\d+$/u.test(idOrFile);
      return runFile({
        file: isService ? bundleFile : idOrFile,
        ...(isService ? { service: idOrFile } : {}),
        state: join(scratch, 'state'),
        nowMs: Date.parse(now),
        signal: new AbortController().signal,
        ...more,
      });
    },
    pushes: () =>
      acme
        .requests()
        .filter(({ method }) => method !== 'GET')
        .map(({ method, path, body, status }) => ({ method, path, body, status })),
    pages: (path) => acme.requests().filter((request) => request.method === 'GET' && request.path === path),
  };
}
