import type { JsonSchema } from '../../api-model.ts';
import { shapeOf } from '../../schema/shape.ts';
import type { EndpointPlan, ParameterPlan, ResponsePlan } from './endpoint-plan.ts';
import { ownServer, paginationOf } from './operation-spec.ts';
import type { GroupPlan } from './plan.ts';
import { type Sample, sampleOf } from './samples.ts';

type Schemas = ReadonlyMap<string, JsonSchema>;

/** `test/cases/<group>.json`: what `test/operations.test.ts` sends and expects, one line a case. */
export function emitCases(group: GroupPlan, schemas: Schemas, defaultBaseUrl: string | undefined): string {
  const cases = group.endpoints
    // Neither fetch nor a browser sends this method.
    .filter(({ endpoint }) => endpoint.operation.method !== 'TRACE')
    .map((plan) => JSON.stringify(caseOf(plan, schemas, defaultBaseUrl)));
  return `{"group":${JSON.stringify(group.id)},"cases":[\n${cases.join(',\n')}\n]}\n`;
}

function caseOf(plan: EndpointPlan, schemas: Schemas, defaultBaseUrl: string | undefined): Record<string, unknown> {
  const { operation } = plan.endpoint;
  const input = sampleInput(plan, schemas, { withOptional: true });
  const response = responseSample(plan.successes[0], schemas);
  const declared = plan.errors.find(({ status }) => status !== '429' && status !== '401');
  const error = declared === undefined ? undefined : responseSample(declared, schemas, true);
  const sent = (place: string): string[] =>
    plan.parameters
      .filter(({ parameter, key }) => parameter.in === place && isVisible(input.value[key]))
      .filter(({ parameter, key }) => !isExploded(parameter, input.value[key]))
      .map(({ parameter }) => parameter.name);
  return {
    operation: plan.id,
    input: input.value,
    request: {
      method: operation.method,
      path: operation.path,
      baseUrl: ownServer(plan, defaultBaseUrl),
      query: sent('query'),
      headers: sent('header'),
      contentType: plan.body?.contentType,
    },
    response: response.value,
    error: error?.value,
    pagination: paginationOf(plan),
    auth: plan.endpoint.authMethods.length === 0 ? undefined : plan.endpoint.authMethods,
    isExact: input.isExact && response.isExact,
  };
}

/** Values that leave something on the wire: empty lists and objects do not. */
function isVisible(value: unknown): boolean {
  return typeof value === 'object' && value !== null ? Object.values(value).some(isVisible) : value !== undefined;
}

/** Objects whose members become parameters of their own. */
function isExploded({ style, explode, contentType }: ParameterPlan['parameter'], value: unknown): boolean {
  const isPlainObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isPlainObject && contentType === undefined && explode && style !== 'deepObject';
}

interface InputSample {
  readonly value: Readonly<Record<string, unknown>>;
  readonly isExact: boolean;
}

/** Arguments of a call, made of the description's examples where they fit. */
export function sampleInput(
  plan: EndpointPlan,
  schemas: Schemas,
  { withOptional }: { withOptional: boolean },
): InputSample {
  const samples = plan.parameters
    .filter(({ parameter }) => parameter.required || withOptional)
    .map((item) => [item.key, parameterSample(item, schemas)] as const);
  const { body } = plan;
  if (body !== undefined && (body.isRequired || withOptional))
    samples.push([
      'body',
      sampleOf(body.schema, schemas, { examples: body.examples, optionalDepth: withOptional ? 2 : 0 }),
    ]);
  return {
    value: Object.fromEntries(samples.map(([key, { value }]) => [key, value])),
    isExact: samples.every(([, { isExact }]) => isExact),
  };
}

function parameterSample({ parameter, schema }: ParameterPlan, schemas: Schemas): Sample {
  const examples = isSendable(parameter.example, parameter.in) ? [parameter.example] : [];
  const sample = sampleOf(unambiguous(schema, schemas), schemas, { examples, optionalDepth: 1 });
  return isSendable(sample.value, parameter.in) ? sample : { value: 'text', isExact: false };
}

/** Outside a body everything is text: where a text will do as well, a number would be both. */
function unambiguous(schema: JsonSchema, schemas: Schemas): JsonSchema {
  const shape = shapeOf(schema);
  if (shape.kind === 'ref') return unambiguous(schemas.get(shape.name) ?? true, schemas);
  const text = shape.kind === 'one' ? shape.options.find((option) => shapeOf(option).kind === 'string') : undefined;
  return text ?? schema;
}

/** Header values take printable ASCII; an empty path segment would be another path. */
function isSendable(value: unknown, place: string): boolean {
  if (place === 'path') return value !== '' && value !== null && isVisible(value);
  if (place !== 'header' && place !== 'cookie') return true;
  return /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/u.test(
    typeof value === 'string' ? value : (JSON.stringify(value) ?? ''),
  );
}

/** A status of a class, or any that `default` can stand for. */
function exampleStatus(declared: string, isError: boolean): number {
  if (/^\d{3}$/u.test(declared)) return Number(declared);
  return /^\dXX$/u.test(declared) ? Number(declared.charAt(0)) * 100 : isError ? 400 : 200;
}

function responseSample(response: ResponsePlan | undefined, schemas: Schemas, isError = false): Sample {
  if (response === undefined) return { value: { status: 200 }, isExact: true };
  const status = exampleStatus(response.status, isError);
  if (response.kind === 'none') return { value: { status }, isExact: true };
  const { contentType } = response;
  if (response.kind !== 'json') return { value: { status, contentType, body: 'text', isRaw: true }, isExact: true };
  const { value, isExact } = sampleOf(response.schema, schemas, { examples: response.examples });
  return { value: { status, contentType, body: value }, isExact: isExact || isError };
}
