import { TerminalError } from '../../contract/errors.ts';
import { payloadText, type Payload } from '../../contract/payload.ts';
import type { CompileStep } from '../../contract/step.ts';
import { parseJson } from '../../text/json-codec.ts';
import { firstDifference } from '../../text/json-difference.ts';
import type { AssertSettings } from './assert.schema.ts';

/** Compares every payload with the one that is expected: JSON by its values, anything else by its text. */
const compile: CompileStep<AssertSettings> = ({ settings, step, context }) => {
  const expected = readExpected(settings.payload);
  const differ = (message: string): void => {
    if (context.assume('assert.mismatch') === 'warn') context.warn(message, step.name);
    else
      throw new TerminalError({
        code: 'run/assertion-failed',
        message,
        help: 'Correct the payload that the step expects, or the steps in front of it.',
        step: step.name,
      });
  };
  return {
    kind: 'pure',
    apply(payload) {
      const difference = differenceOf(payload, settings.payload, expected);
      if (difference !== undefined) differ(`Step "${step.name}" expected another payload: ${difference}.`);
      return [payload];
    },
    atEnd(arrived) {
      if (arrived === 0 && context.assume('assert.noPayload') === 'fail')
        differ(`Step "${step.name}" expected a payload, and none came.`);
    },
  };
};

function readExpected(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: parseJson(text) };
  } catch {
    return undefined; // it is no JSON, so texts are compared
  }
}

/** Where a payload differs. Values are not shown: they may be anybody's. */
function differenceOf(
  payload: Payload,
  text: string,
  expected: { readonly value: unknown } | undefined,
): string | undefined {
  if (payload.value === undefined) return text === '' ? undefined : 'the one that came is empty';
  if (payload.format !== 'json' || expected === undefined)
    return payloadText(payload) === text ? undefined : 'their texts differ';
  const place = firstDifference(payload.value, expected.value);
  if (place === undefined) return undefined;
  return place === '' ? 'they differ as a whole' : `they differ at "${place}"`;
}

export default compile;
