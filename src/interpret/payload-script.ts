import type { RunContext } from '../contract/context.ts';
import { TerminalError } from '../contract/errors.ts';
import { callScript, loadScript } from '../contract/script-call.ts';
import type { Service } from '../legacy/bundle.ts';
import { parseJson } from '../text/json-codec.ts';

/** What a payload script makes of one record; `undefined`: nothing is left of it. */
type RunOnRecord = (record: unknown) => Promise<unknown>;

/**
 * The payload script of a service, at its position. It gets one record as JSON text, because a service works record by record;
 * what else scripts of flows get, services do not know. Errors: those of `loadScript`.
 */
export async function payloadScript(
  { payloadScript: wanted }: Pick<Service, 'payloadScript'>,
  context: RunContext,
): Promise<{ readonly [Position in 'beforeMapping' | 'afterMapping']?: RunOnRecord }> {
  if (wanted === undefined) return {};
  const script = await loadScript({ name: wanted.scriptId }, context, 'payload script');
  const position = wanted.position === 'unknown' ? context.assume('service.scriptPosition') : wanted.position;
  return {
    async [position](record: unknown) {
      const given = record === undefined ? null : JSON.stringify(record);
      const { payload, returned } = await callScript(script, given, {}, context, 'payload script');
      if (!returned)
        context.warn(`Payload script "${script.name}" returned nothing; the record stays as it was.`, 'payload script');
      if (payload === undefined || payload === given) return record;
      return payload === null || payload === '' ? undefined : recordIn(payload, script.name);
    },
  };
}

function recordIn(text: string, script: string): unknown {
  try {
    return parseJson(text);
  } catch (cause) {
    throw new TerminalError({
      code: 'run/script-result',
      message: `Payload script "${script}" returned text that is no JSON.`,
      help: 'A service maps and pushes JSON: return the record as JSON text.',
      cause,
    });
  }
}
