import { TerminalError } from '../../contract/errors.ts';
import { emptyPayload, withValue, type Payload } from '../../contract/payload.ts';
import type { CompileStep } from '../../contract/step.ts';
import { compileMap } from './compile-map.ts';
import type { MapSettings } from './map.schema.ts';

const compile: CompileStep<MapSettings> = ({ step, settings, context, template }) => {
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
  const keepsRecords = (settings.rules ?? []).length > 0;
  return {
    kind: 'pure',
    apply(payload) {
      if (!keepsRecords) return [payload];
      requireStructure(payload, step.name);
      current = payload;
      const result = map(wrapInput ? [payload.value] : payload.value) ?? {};
      return [withValue(payload, wrapOutput ? [result] : wrapInput ? unwrap(result, step.name) : result)];
    },
  };
};

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
