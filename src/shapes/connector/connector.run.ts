import { createHash } from 'node:crypto';
import type { ConnectorDefinition, Endpoint } from '../../connector/definition.ts';
import type { StepFilter } from '../../flow/model.ts';
import type { EndpointCall } from '../../contract/http-call.ts';
import { TerminalError } from '../../contract/errors.ts';
import { relativeMoment } from '../../contract/moment.ts';
import { payloadText, withMeta, type Payload } from '../../contract/payload.ts';
import type { CompiledStep, CompileStep, StepInput } from '../../contract/step.ts';
import { compileDateFormat } from '../../text/php-date.ts';
import type { ConnectorSettings } from './connector.schema.ts';

type Input = StepInput<ConnectorSettings>;

/** Default of the vendor's own import example, in seconds. */
const defaultTimeoutSeconds = 30;
/** Default number of further attempts. Observed: the retry table of the platform's documentation. */
const defaultRetries = 2;

const compile: CompileStep<ConnectorSettings> = (input) => {
  const callFor = compileCall(input);
  return input.step.endpoint?.direction === 'Send' ? compileSend(input, callFor) : compileReceive(input, callFor);
};

function compileReceive(input: Input, callFor: (payload: Payload) => EndpointCall): CompiledStep {
  return {
    kind: 'effect',
    async *apply(payload) {
      for await (const { payload: page } of input.http.receive(callFor(payload))) {
        yield Object.keys(payload.meta).length === 0 ? page : withMeta(page, { ...payload.meta, ...page.meta });
      }
    },
  };
}

function compileSend(input: Input, callFor: (payload: Payload) => EndpointCall): CompiledStep {
  const { context, settings } = input;
  const bodyOf = settings.wrapping_behaviour === 'First' ? firstElement : wholePayload;
  const nameOf = namePushes(input);
  return {
    kind: 'effect',
    takesText: true,
    async apply(payload) {
      const call = callFor(payload);
      const body = bodyOf(payload);
      const idempotencyKey =
        call.endpoint.idempotencyKey === undefined ? {} : { idempotencyKey: keyOf(nameOf(payload), body) };
      const { payload: answer } = await input.http.send(call, body, idempotencyKey);
      if (answer === undefined || context.assume('connector.sendOutput') === 'original') return [payload];
      return [withMeta(answer, payload.meta)];
    },
  };
}

function wholePayload(payload: Payload): string | Uint8Array {
  return payload.encoded ?? payloadText(payload);
}

function firstElement(payload: Payload): string | Uint8Array {
  const { value } = payload;
  return Array.isArray(value) ? JSON.stringify(value[0]) : wholePayload(payload);
}

/** What tells one push from another: what the step says, or else the run and how many came before. */
function namePushes({ context, step, template }: Input): (payload: Payload) => string {
  const named = step['x-repatch']?.idempotency_key;
  if (named !== undefined) {
    const fill = template(named);
    return (payload) => [context.flowName, step.name, fill(payload)].join('\u001F');
  }
  let ordinal = 0;
  return () => [context.run, step.name, ++ordinal].join('\u001F');
}

/** A repeated attempt with the same body carries the same key. */
function keyOf(name: string, body: string | Uint8Array): string {
  return createHash('sha256').update(`${name}\u001F`).update(body).digest('hex').slice(0, 32);
}

function compileCall(input: Input): (payload: Payload) => EndpointCall {
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
  return (payload) => ({
    ...fixed,
    variables: Object.fromEntries(variables.map(({ key, fill }) => [key, fill(payload)])),
    parameters: parameters.map(({ key, location, fill }) => ({ key, location, value: fill(payload) })),
  });
}

function locationOf(filter: StepFilter): 'url' | 'header' | 'body' {
  return filter.location === 'header' || filter.location === 'body' ? filter.location : 'url';
}

function compileFilterValue(filter: StepFilter, { template, context, step }: Input): (payload: Payload) => string {
  if (filter.value_type !== 'relative_date') return template(filter.value ?? '');
  const text = compileDateFormat(filter.date_format ?? 'c')(relativeMoment(filter.value ?? '', context, step.name), 0);
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
