import type { ConnectorDefinition, Endpoint } from '../../connector/definition.ts';
import { keySeparator } from '../../flow/key-separator.ts';
import type { StepFilter } from '../../flow/model.ts';
import type { RunContext } from '../../contract/context.ts';
import { isRepeatable, shownEndpoint, type EndpointCall } from '../../contract/http-call.ts';
import { digestOf, effectIds } from '../../contract/effect-ids.ts';
import { isRunError, TerminalError } from '../../contract/errors.ts';
import type { EffectId } from '../../contract/journal.ts';
import { isRefusal, performOnce } from '../../contract/perform-once.ts';
import { relativeMoment } from '../../contract/moment.ts';
import { originOf, payloadText, withLabels, withMeta, withValue, type Payload } from '../../contract/payload.ts';
import { judgeResponse } from '../../contract/response-script.ts';
import { loadScript, type ReadyScript } from '../../contract/script-call.ts';
import { touchesOfScript } from '../../contract/script-touches.ts';
import type { CompiledStep, CompileStep, StepInput } from '../../contract/step.ts';
import { compileDateFormat } from '../../text/php-date.ts';
import type { Touches } from '../../contract/define-shape.ts';
import type { ConnectorSettings } from './connector.schema.ts';

type Input = StepInput<ConnectorSettings>;

/** Default of the vendor's own import example, in seconds. */
const defaultTimeoutSeconds = 30;
/** Default number of further attempts. Observed: the retry table of the platform's documentation. */
const defaultRetries = 2;

const compile: CompileStep<ConnectorSettings> = async (input) => {
  const { settings, context, step } = input;
  const wanted = settings.response_script;
  const script = wanted === undefined ? undefined : await loadScript(wanted, context, step.name);
  const callFor = compileCall(input, script);
  const compiled = compileDirection(input, callFor);
  const judging = wanted === undefined ? {} : touchesOfScript(wanted, context);
  const reads = [...(judging.reads ?? []), ...readsOfHooks(findEndpoint(input), context)];
  return { ...compiled, touches: { ...judging, ...(reads.length === 0 ? {} : { reads }) } };
};

/** Scripts of the connector see flow variables, and change none. */
function readsOfHooks(
  { connector, endpoint }: { readonly connector: ConnectorDefinition; readonly endpoint: Endpoint },
  context: RunContext,
): NonNullable<Touches['reads']> {
  const { pagination, scripts } = endpoint;
  const named = [
    ...[scripts, ...(connector.authMethods ?? []).map((method) => method.scripts)].flatMap((pair) => [
      pair?.before,
      pair?.after,
    ]),
    pagination?.method === 'Script' ? pagination.script : undefined,
  ].flatMap((one) => (one === undefined ? [] : [one.name]));
  const all = [...(connector.scripts ?? []), ...context.catalogue.scripts];
  return all.some(({ name, code }) => named.includes(name) && /\bflow\b/u.test(code)) ? ['all variables'] : [];
}

function compileDirection(input: Input, callFor: CallFor): CompiledStep {
  return input.step.endpoint?.direction === 'Send' ? compileSend(input, callFor) : compileReceive(input, callFor);
}

function compileReceive(input: Input, callFor: CallFor): CompiledStep {
  return {
    kind: 'effect',
    async *apply(payload) {
      for await (const { payload: page, status } of input.http.receive(callFor(payload))) {
        if (isEmpty(page)) {
          // Handed on, it would become a request without a body.
          const text = `"${callFor.fixed.endpoint.name}" was answered with ${status} and nothing in it; no payload goes on.`;
          input.context.log({ event: 'message', level: 'info', text, step: input.step.name });
          continue;
        }
        yield Object.keys(payload.meta).length === 0 ? page : withMeta(page, { ...payload.meta, ...page.meta });
      }
    },
  };
}

function compileSend(input: Input, callFor: CallFor): CompiledStep {
  const { context, settings, step, isLast } = input;
  const idOf = effectIds(step.name);
  const keyOf = compileIdempotencyKey(input);
  const { connector, endpoint, instance } = callFor.fixed;
  warnOfWrapping(input);
  const bodyOf = inDialectOf(
    endpoint,
    settings.wrapping_behaviour === 'First' ? (payload) => firstElement(payload, input) : wholePayload,
  );
  const isHttp = connector.protocol === 'HTTP';
  // Transports look by it whether an earlier attempt has done its work.
  const hasKey = endpoint.idempotencyKey !== undefined || !isHttp;
  const repeatable = isRepeatable(endpoint);
  const request = shownEndpoint(connector, endpoint);
  return {
    kind: 'effect',
    takesText: true,
    // There is one connection for files and for rows.
    concurrency: () =>
      isHttp ? (endpoint.concurrency ?? instance.concurrency ?? usualConcurrency(repeatable, context)) : 1,
    orderKey: ({ origin }) => origin?.key,
    async apply(payload) {
      const call = { ...callFor(payload), ...originOf(payload) };
      const body = bodyOf(payload);
      if (body.length === 0) warnOfNothing(input, endpoint);
      await input.http.claim(call);
      const id = idOf([endpoint.name, JSON.stringify([call.variables, call.parameters]), body]);
      const idempotencyKey = hasKey ? (payload.retryKey ?? keyOf(payload, id)) : undefined;
      const effect = { ...id, ...originOf(payload), repeatable, request };
      const answersMatter = context.profile['connector.sendOutput'] !== 'original';
      const answer = await performOnce(
        effect,
        { context, keepAnswer: answersMatter && !isLast },
        async (isRepetition) => {
          const sent = input.http.send(call, body, {
            format: payload.format,
            ...(payload.charset === undefined || typeof body === 'string' ? {} : { charset: payload.charset }),
            isRepetition,
            ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
          });
          return (await sent.catch((error: unknown) => repeatedAs(error, idempotencyKey))).payload;
        },
      );
      if (answer === undefined || context.assume('connector.sendOutput') === 'original') return [payload];
      return [withLabels(answer, { meta: { ...payload.meta, ...answer.meta }, origin: payload.origin })];
    },
  };
}

/**
 * Several where the destination tells a repetition, one elsewhere: when a run is ended by force, what was under way is sent
 * again, and that should not be more than it has to be.
 */
function usualConcurrency(repeatable: boolean, context: RunContext): number {
  return repeatable ? Number(context.assume('connector.concurrency')) : 1;
}

/** Whoever sends the payload again after a failure that leaves the outcome open sends the same key. */
function repeatedAs(error: unknown, idempotencyKey: string | undefined): never {
  throw isRunError(error) && !isRefusal(error) && idempotencyKey !== undefined ? error.with({ idempotencyKey }) : error;
}

/** What files have is kept; of two values it is known what they do. */
function warnOfWrapping({ settings: { wrapping_behaviour: wrapping = 'Raw' }, context, step }: Input): void {
  if (wrapping === 'Raw' || wrapping === 'First') return;
  context.warn(
    `Step "${step.name}" asks for wrapping "${wrapping}", which nothing is known of; payloads are sent as they are.`,
    step.name,
  );
}

/** Some endpoints only want to be called; others would make an empty record. */
function warnOfNothing({ context, step }: Input, { name, method }: Endpoint): void {
  if (method === 'GET' || method === 'HEAD' || method === 'DELETE') return;
  context.warn(
    `"${name}" was sent a request with nothing in it: the payload that reached the step is empty.`,
    step.name,
  );
}

function isEmpty(payload: Payload): boolean {
  return payload.bytes === 0 || (payload.bytes === undefined && payload.value === undefined);
}

type BodyOf = (payload: Payload) => string | Uint8Array;

function wholePayload(payload: Payload): string | Uint8Array {
  return payload.encoded ?? payloadText(payload);
}

/** Nothing of a list without elements. */
function firstElement(payload: Payload, { context, step }: Input): string | Uint8Array {
  const { value, codec, layout } = payload;
  if (!Array.isArray(value)) return wholePayload(payload);
  if (value.length > 1)
    context.warn(
      `Step "${step.name}" sends the first element of every list ("wrapping_behaviour" is "First"); some lists had more, which were not sent.`,
      step.name,
    );
  if (value.length === 0) return '';
  return codec === undefined ? JSON.stringify(value[0]) : codec.print(value.slice(0, 1), layout);
}

/** An endpoint may say how it takes CSV; what is not written so is written anew. */
function inDialectOf({ csv }: Endpoint, bodyOf: BodyOf): BodyOf {
  if (csv === undefined) return bodyOf;
  return (payload) => {
    const { value, codec, layout, format } = payload;
    if (format !== 'csv' || codec === undefined || value === undefined) return bodyOf(payload);
    const isSo = Object.entries(csv).every(([key, wanted]) => payload.layout?.[key] === wanted);
    return isSo ? bodyOf(payload) : bodyOf({ ...withValue(payload, value), layout: { ...layout, ...csv } });
  };
}

/**
 * What tells one push from another: what the step says, or else the run, the step, what is sent and how many equal ones
 * came before. Every repetition carries the same key, also after the run was interrupted, and under a name also where the
 * payload has changed since: what may have arrived once is not sent as another push.
 */
function compileIdempotencyKey({ context, step, template }: Input): (payload: Payload, id: EffectId) => string {
  const named = step['x-repatch']?.idempotency_key;
  const ofRun = ({ digest, ordinal }: EffectId): string => digestOf([context.run, step.name, digest, String(ordinal)]);
  if (named === undefined) return (_, id) => ofRun(id);
  const fill = template(named);
  return (payload, id) => {
    const name = fill(payload);
    // Without an id two records would pass for one, and a destination that knows keys would take the first only.
    return name === '' || name.startsWith(keySeparator) || name.startsWith('|')
      ? ofRun(id)
      : digestOf([context.flowName, step.name, name]);
  };
}

type CallFor = ((payload: Payload) => EndpointCall) & {
  readonly fixed: Pick<EndpointCall, 'connector' | 'endpoint' | 'instance'>;
};

function compileCall(input: Input, script: ReadyScript | undefined): CallFor {
  const { step, settings, template } = input;
  const { connector, endpoint } = findEndpoint(input);
  const variables = (step.variables ?? []).map(({ key, value }) => ({ key, fill: template(value) }));
  const parameters = (step.filters ?? [])
    .filter((filter) => filter.is_active !== false)
    .map((filter) => ({ key: filter.field, location: locationOf(filter), fill: compileFilterValue(filter, input) }));
  const fixed = {
    connector,
    endpoint,
    instance: findInstance(input, connector),
    timeoutMs: (settings.timeout ?? defaultTimeoutSeconds) * 1000,
    retries: settings.retries ?? defaultRetries,
    allowUnsuccessful: settings.allow_unsuccessful_statuses ?? false,
    step: step.name,
  };
  const callFor = (payload: Payload): EndpointCall => ({
    ...fixed,
    ...(script === undefined
      ? {}
      : { judge: (response) => judgeResponse(script, response, payload.meta, {}, input.context, step.name) }),
    meta: payload.meta,
    variables: {
      ...fileNameOf(payload, connector),
      ...Object.fromEntries(variables.map(({ key, fill }) => [key, fill(payload)])),
    },
    parameters: parameters.map(({ key, location, fill }) => ({ key, location, value: fill(payload) })),
  });
  return Object.assign(callFor, { fixed });
}

/** The name of the file that a payload came from; steps that put, rename or delete use it. */
function fileNameOf({ meta }: Payload, { protocol }: ConnectorDefinition): Readonly<Record<string, string>> {
  const { original_filename: name } = meta;
  return protocol === 'HTTP' || name === undefined ? {} : { original_filename: name };
}

function locationOf(filter: StepFilter): 'url' | 'header' | 'body' {
  return filter.location === 'header' || filter.location === 'body' ? filter.location : 'url';
}

function compileFilterValue(filter: StepFilter, { template, context, step }: Input): (payload: Payload) => string {
  if (filter.value_type !== 'relative_date') return template(filter.value ?? '');
  const text = compileDateFormat(filter.date_format ?? 'c')({
    epochMs: relativeMoment(filter.value ?? '', context, step.name),
  });
  return () => text;
}

function findEndpoint({ step, context }: Input): { connector: ConnectorDefinition; endpoint: Endpoint } {
  const wanted = step.endpoint;
  if (wanted === undefined) {
    throw new TerminalError({
      code: 'run/no-endpoint',
      message: `Step "${step.name}" names no endpoint.`,
      help: 'Add "endpoint": { "name", "direction", "http_method" } to the step.',
      step: step.name,
    });
  }
  const { connectors, instances } = context.catalogue;
  const system = step.connector?.system ?? instances.get(step.connector?.name ?? '')?.connector;
  const searched =
    system === undefined ? [...connectors.values()] : [connectors.get(system)].filter((one) => one !== undefined);
  for (const connector of searched) {
    const endpoint = connector.endpoints?.find((one) => one.name === wanted.name && one.direction === wanted.direction);
    if (endpoint !== undefined) return { connector, endpoint };
  }
  throw new TerminalError({
    code: 'run/unknown-endpoint',
    message: `Step "${step.name}" calls ${wanted.direction} endpoint "${wanted.name}", which ${system === undefined ? 'no connector' : `connector "${system}"`} has.`,
    help: `Endpoints: ${searched.flatMap((one) => (one.endpoints ?? []).map((endpoint) => `"${endpoint.name}"`)).join(', ') || 'none'}.`,
    step: step.name,
  });
}

function findInstance({ step, context }: Input, connector: ConnectorDefinition): EndpointCall['instance'] {
  const { instances } = context.catalogue;
  const named = step.connector === undefined ? undefined : instances.get(step.connector.name);
  const instance =
    named ?? (step.connector === undefined ? onlyInstanceOf(connector.name, [...instances.values()]) : undefined);
  if (instance !== undefined) return instance;
  throw new TerminalError({
    code: 'run/unknown-instance',
    message: `Step "${step.name}" uses instance "${step.connector?.name ?? connector.name}", which no instances file has.`,
    help: `Add it to instances.yaml with connector "${connector.name}". Instances found: ${[...instances.keys()].join(', ') || 'none'}.`,
    step: step.name,
  });
}

function onlyInstanceOf(
  connector: string,
  instances: readonly EndpointCall['instance'][],
): EndpointCall['instance'] | undefined {
  const fitting = instances.filter((instance) => instance.connector === connector);
  return fitting.length === 1 ? fitting[0] : undefined;
}

export default compile;
