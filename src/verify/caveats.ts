import type { FlowFile } from '../flow/model.ts';
import { keyText } from '../text/json.ts';
import { compilePath } from '../text/path.ts';
import type { Observation } from './observation.ts';
import type { Outline } from './outline.ts';

interface CaveatInput {
  readonly outline: Outline;
  readonly flow: FlowFile;
  readonly serviceDigest: string;
  readonly samples: 'given' | 'generated';
  readonly generatedConnectors: readonly string[];
  readonly openDecisions: number;
  readonly poison: Observation | undefined;
  readonly records: readonly unknown[];
}

const defaultAttempts = 4;

function isWithoutKey({ outline, records, samples }: CaveatInput): boolean {
  const idOf = compilePath(outline.idPath);
  return (
    samples === 'given' &&
    outline.identity !== 'none' &&
    records.flat().every((record) => (keyText(idOf(record)) ?? '') === '')
  );
}

/** Known differences that do not change the destination, and what the proof rests on. */
export function* caveatsOf(input: CaveatInput): Generator<string> {
  const { outline, flow, samples, generatedConnectors, openDecisions } = input;
  const { service } = outline;
  const attempts = service.source.maximumAttempts ?? defaultAttempts;
  yield `The service stops after ${attempts} ${attempts === 1 ? 'push' : 'pushes'} of one record; the flow tries again whenever the record is pulled.`;
  if (outline.identity !== 'none')
    yield 'The flow checks a page before it pushes anything: a record on two pages of one pull is pushed twice, with the same idempotency key, and of several on one page only the first is tried: where it fails, or a filter on a field inside a list stops it, the others are not sent in that run. The service pushes until one has arrived.';
  if (service.alerts.active)
    yield 'The service alerts once for each run, the flow as its notify steps say: their settings are compared, and no message is sent.';
  if (samples === 'generated') yield 'There is no sample of this service that is pushed: made-up records were used.';
  if (isWithoutKey(input))
    yield `No sample has the field "${outline.idPath}" that says which record it is: nothing is remembered of them, and each run sends all of them again, in both worlds.`;
  if (generatedConnectors.length > 0)
    yield `There is no connector definition for ${generatedConnectors.join(', ')}: a plain one was made up.`;
  if (openDecisions > 0) yield `${openDecisions} decisions are open: the recommended answers stand in.`;
  const digest = flow['x-repatch']?.source?.digest;
  if (digest !== undefined && digest !== input.serviceDigest)
    yield 'The flow was converted from another state of the service than the one in the bundle.';
  const failed = input.poison?.rounds[0]
    ?.flatMap(({ failures }) => failures)
    .some(({ status }) => status === undefined);
  if (failed === false) yield 'No mapping of this service fails on a value of a wrong type.';
}
