import { documentValue } from '../../contract/document-value.ts';
import { TerminalError } from '../../contract/errors.ts';
import { emptyPayload, encodedPayload, originOf, readAs, withFormat, type Payload } from '../../contract/payload.ts';
import { isObject } from '../../text/json.ts';
import { isExactNumber } from '../../text/exact-number.ts';
import { parsePath } from '../../text/path.ts';
import { surroundingsOf } from '../../contract/script-call.ts';
import { ScriptValues } from '../../contract/script-values.ts';
import type { RunContext } from '../../contract/context.ts';
import type { CompilePattern } from '../../contract/define-operator.ts';
import type { CompileStep } from '../../contract/step.ts';
import type { MappingRule } from '../../flow/transform-step.ts';
import { compileMap } from './compile-map.ts';
import { inPayload } from './failed-element.ts';
import { openLookups } from './cached-values.ts';
import type { MapSettings } from './map.schema.ts';

const compile: CompileStep<MapSettings> = async (input) => {
  const { step, settings, context, template } = input;
  const rules = settings.rules ?? [];
  const scripts = new ScriptValues(context, step.name);
  for (const { target } of rules) requireTarget(target, step.name);
  const { source_format: sourceFormat, target_format: targetFormat } = settings;
  const sourceCodec = sourceFormat === undefined ? undefined : await context.codecs.load(sourceFormat);
  const targetCodec = targetFormat === undefined ? undefined : await context.codecs.load(targetFormat);
  let current: Payload = emptyPayload;
  const caches = openLookups(input);
  const warn = (text: string): void => context.warn(text, step.name);
  const compilePattern = await loadPatterns(rules, context);
  const map = compileMap(rules, {
    step: step.name,
    nowMs: context.datesFromMs,
    assume: (key) => context.assume(key),
    lookup: (name) => context.catalogue.lookups.get(name),
    template(text) {
      const fill = template(text);
      return () => fill(current);
    },
    warn: caches === undefined ? warn : (text) => caches.warn(text, warn),
    ...(caches === undefined ? {} : { cached: caches.cached }),
    ...(compilePattern === undefined ? {} : { compilePattern }),
    script: (use) => scripts.use(use),
  });
  const wrapInput = settings.wrap_input === true;
  const wrapOutput = settings.wrap_output === true;
  const hasRules = rules.length > 0;
  const paths = rules.flatMap(({ sources = [] }) => sources.map((source) => parsePath(source)));
  const mapIn = (payload: Payload, value: unknown): unknown => {
    try {
      return map(value);
    } catch (error) {
      throw inPayload(error, payload, wrapInput);
    }
  };
  const convert = (payload: Payload): unknown => {
    const value = documentValue(payload, wrapInput ? paths.map((path) => path.slice(1)) : paths, step.name);
    if (!hasRules) return wrapOutput && value !== undefined ? [value] : value;
    current = payload;
    const result = mapIn(payload, wrapInput ? [value] : value) ?? {};
    if (paths.length > 0 && hasNothing(result))
      warn(`Step "${step.name}" maps some payloads to nothing; look whether the sources of its rules are in them.`);
    if (wrapOutput) return wrapInput && Array.isArray(result) ? result : [result];
    return wrapInput ? unwrap(result, step.name) : result;
  };
  const targetOf = ({ format, codec }: Payload): Pick<Payload, 'format' | 'codec'> => {
    if (targetFormat !== undefined)
      return targetCodec === undefined ? { format: targetFormat } : { format: targetFormat, codec: targetCodec };
    if (codec === undefined || context.assume('map.targetFormat') === 'json') return { format: 'json' };
    return { format, codec };
  };
  const read = (given: Payload): Payload =>
    sourceFormat === undefined || sourceFormat === given.format ? given : readAs(given, sourceFormat, sourceCodec);
  const isChanged = ({ format }: Payload): boolean =>
    hasRules || wrapOutput || (targetFormat !== undefined && targetFormat !== format);
  const write = (payload: Payload, value: unknown): readonly Payload[] => {
    const target = targetOf(payload);
    if (target.format !== payload.format) {
      const lost = payload.codec?.leave?.(value);
      if (lost !== undefined)
        context.warn(
          `Step "${step.name}" maps element "${lost}", in which elements of several names alternate; ${target.format.toUpperCase()} keeps those of one name together.`,
          step.name,
        );
    }
    return [asFormat(payload, value, target, step.name)];
  };
  if (!scripts.isUsed && caches === undefined)
    return {
      kind: 'pure',
      apply(given) {
        const payload = read(given);
        return isChanged(payload) ? write(payload, convert(payload)) : [payload];
      },
    };
  await scripts.load();
  const askScripts = async (payload: Payload, work: () => unknown): Promise<unknown> =>
    scripts.isUsed ? scripts.complete(work, surroundingsOf(payload, context)) : work();
  return {
    kind: 'effect',
    touches: scripts.touches,
    async apply(given) {
      const payload = read(given);
      if (caches === undefined) return write(payload, await askScripts(payload, () => convert(payload)));
      // Scripts are asked for nothing that a cache has still to say.
      const value = await caches.complete((known) => askScripts(payload, () => known(() => convert(payload))));
      return write(payload, value);
    },
  };
};

/** The engine is loaded by maps whose lookups have patterns. */
async function loadPatterns(
  rules: readonly MappingRule[],
  { catalogue }: RunContext,
): Promise<CompilePattern | undefined> {
  const calls = rules.flatMap(({ transforms = [] }) => transforms.map((call) => call.arguments ?? {}));
  const isNeeded = calls.some(
    ({ lookup, match_type: type }) =>
      type === 'regex' ||
      (typeof lookup === 'string' &&
        catalogue.lookups.get(lookup)?.rows.some(({ match }) => match === 'regex') === true),
  );
  return isNeeded ? (await import('../../operators/pattern.ts')).compilePattern : undefined;
}

/** An object without members, or a list of such. */
function hasNothing(result: unknown): boolean {
  if (Array.isArray(result)) return result.length > 0 && result.every(hasNothing);
  return isObject(result) && Object.keys(result).length === 0;
}

/** Printed at once, so that what the format cannot hold is found here. */
function asFormat(
  payload: Payload,
  value: unknown,
  { format, codec }: Pick<Payload, 'format' | 'codec'>,
  step: string,
): Payload {
  if (codec === undefined || value === undefined)
    return withFormat(payload, format === 'txt' ? textOf(value, step) : value, format);
  const labels = { ...originOf(payload), meta: payload.meta };
  return encodedPayload(Buffer.from(codec.print(value, undefined)), { ...labels, format, codec });
}

/** Text has no parts: it is the value of the one rule. */
function textOf(made: unknown, step: string): unknown {
  const members = isObject(made) ? Object.values(made) : [made];
  const value = members.length === 1 ? members[0] : made;
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object' || isExactNumber(value)) return String(value as string | number | boolean);
  throw new TerminalError({
    code: 'run/not-expressible',
    message: `Step "${step}" makes more than one value, and its target format is plain text.`,
    help: 'Choose another "target_format", or one rule that gives the whole text.',
    step,
  });
}

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
