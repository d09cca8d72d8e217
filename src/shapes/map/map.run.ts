import { TerminalError } from '../../contract/errors.ts';
import { emptyPayload, withValue, type Payload } from '../../contract/payload.ts';
import { parsePath } from '../../text/path.ts';
import type { CompileStep } from '../../contract/step.ts';
import { compileMap } from './compile-map.ts';
import type { MapSettings } from './map.schema.ts';

const compile: CompileStep<MapSettings> = ({ step, settings, context, template }) => {
  for (const { target } of settings.rules ?? []) requireTarget(target, step.name);
  let current: Payload = emptyPayload;
  const map = compileMap(settings.rules ?? [], {
    step: step.name,
    nowMs: context.nowMs,
    assume: (key) => context.assume(key),
    lookup: (name) => context.catalogue.lookups.get(name),
    template(text) {
      const fill = template(text);
      return () => fill(current);
    },
    warn: (text) => context.warn(text, step.name),
  });
  const wrapInput = settings.wrap_input === true;
  const wrapOutput = settings.wrap_output === true;
  const hasRules = (settings.rules ?? []).length > 0;
  return {
    kind: 'pure',
    apply(payload) {
      if (!hasRules && !wrapOutput) return [payload];
      requireStructure(payload, step.name);
      if (!hasRules) return [payload.value === undefined ? payload : withValue(payload, [payload.value])];
      current = payload;
      const result = map(wrapInput ? [payload.value] : payload.value) ?? {};
      if (wrapOutput) return [withValue(payload, wrapInput && Array.isArray(result) ? result : [result])];
      return [withValue(payload, wrapInput ? unwrap(result, step.name) : result)];
    },
  };
};

/** JavaScript gives one name a meaning of its own, so that the value would vanish. */
function requireTarget(target: string, step: string): void {
  const keys = parsePath(target).flatMap((segment) => (segment.kind === 'key' ? [segment.key] : []));
  if (!keys.includes('__proto__')) return;
  throw new TerminalError({
    code: 'run/bad-mapping',
    message: `Step "${step}" maps to "${target}"; a target cannot be called "__proto__".`,
    help: 'Map to another name.',
    step,
  });
}

function requireStructure(payload: Payload, step: string): void {
  if (payload.format === 'json') return;
  throw new TerminalError({
    code: 'run/unsupported-format',
    message: `Step "${step}" cannot map ${payload.format} payloads yet.`,
    help: 'Use an endpoint that answers JSON.',
    step,
  });
}

/** Wrapped for the rules, but not for the next step: the one element stands alone. */
function unwrap(result: unknown, step: string): unknown {
  if (!Array.isArray(result)) return result;
  if (result.length === 1) return result[0];
  throw new TerminalError({
    code: 'run/bad-mapping',
    message: `Step "${step}" unwraps a list of ${result.length} elements.`,
    help: 'Switch "wrap_output" on, or map to one element.',
    step,
  });
}

export default compile;
