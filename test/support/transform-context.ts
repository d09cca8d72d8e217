import { resolveProfile } from '../../src/config/profile.ts';
import type { TransformCase } from '../../src/contract/cases.ts';
import type { TransformContext } from '../../src/contract/define-transform.ts';
import type { Payload } from '../../src/contract/payload.ts';
import { surroundingsOf } from '../../src/contract/script-call.ts';
import { ScriptValues } from '../../src/contract/script-values.ts';
import { compileTemplate } from '../../src/contract/template.ts';
import { createContext } from '../../src/runtime/create-context.ts';
import { compilePattern } from '../../src/operators/pattern.ts';
import { testPorts } from './fake-ports.ts';

export interface ContextOfCase extends TransformContext {
  warnings(): readonly string[];
  /** Runs what uses transforms, with all that scripts have to give. */
  complete<Result>(work: () => Result): Promise<Result>;
}

/** The context of a run, without anything around it. */
export function bareContext(more: Partial<Parameters<typeof createContext>[0]> = {}): ReturnType<typeof createContext> {
  return createContext({
    name: 'Test',
    company: 'Acme',
    run: 'run-1',
    connectors: new Map(),
    instances: new Map(),
    nowMs: Date.UTC(2026, 2, 1, 10),
    ports: testPorts(),
    profile: resolveProfile(),
    signal: new AbortController().signal,
    ...more,
  });
}

/** What a map step gives its transforms, in the circumstances of one example. */
export function transformContext({
  now = '2026-03-01T10:00:00Z',
  profile,
  lookups = [],
  variables = {},
  payload,
  meta = {},
  scripts = [],
  caches = {},
}: TransformCase): ContextOfCase {
  const nowMs = Date.parse(now);
  const { context, collected } = bareContext({
    lookups,
    scripts,
    variables: Object.entries(variables),
    nowMs,
    profile: resolveProfile(profile),
  });
  const given: Payload = { value: payload, format: 'json', meta };
  const values = new ScriptValues(context, 'Map');
  let isLoaded = false;
  return {
    nowMs,
    assume: (key) => context.assume(key),
    lookup: (name) => context.catalogue.lookups.get(name),
    template(text) {
      const fill = compileTemplate(text, context);
      return () => fill(given);
    },
    warn: (text) => context.warn(text),
    script: (use) => values.use(use),
    async complete(work) {
      if (!isLoaded) await values.load();
      isLoaded = true;
      return values.complete(work, surroundingsOf(given, context));
    },
    cached({ name, scope }, key) {
      const place = `${scope}/${name}/${key}`;
      return Object.hasOwn(caches, place) ? { value: caches[place] } : undefined;
    },
    compilePattern,
    warnings: () => collected.warnings(),
  };
}
