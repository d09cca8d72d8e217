import type { Resource, Shape } from '../contract/define-shape.ts';
import { orderSteps, shapeIdentifier, type OrderedStep } from '../flow/graph.ts';
import type { FlowStep, FlowVersion } from '../flow/model.ts';
import { shapeSettings } from '../schema/compiled/units.generated.js';
import { firstProblem } from '../schema/validate-function.ts';
import type { RunContext } from '../contract/context.ts';
import { TerminalError } from '../contract/errors.ts';
import type { CachedPayload } from '../contract/ports.ts';
import { createClient, type RunClient } from './client.ts';
import type { CompiledStep, CompileStep, StepInput, Stub } from '../contract/step.ts';
import { compileStub, requireUsed } from './stub.ts';
import { compileTemplate, flowVariablesIn } from '../contract/template.ts';

/** A step ready to run, with its legs. */
export interface PlanStep {
  readonly name: string;
  readonly shape: string;
  readonly reads: ReadonlySet<Resource>;
  readonly writes: ReadonlySet<Resource>;
  /** What it does cannot be taken back. */
  readonly isFinal: boolean;
  readonly compiled: CompiledStep;
  readonly legs: readonly { readonly name: string; readonly steps: readonly PlanStep[] }[];
}

export interface Plan {
  readonly steps: readonly PlanStep[];
  /** Caches of scope "flow run", by cache and key. */
  readonly runCaches: Map<string, CachedPayload>;
  /** Reaches third parties; counts while the plan runs. */
  readonly client: RunClient;
}

/**
 * Compiles a flow version: orders its steps and loads only the shapes it uses.
 * Errors: TerminalError `run/unknown-shape`, `run/unsupported-shape`, or whatever a shape finds wrong in its settings.
 */
export async function compilePlan(
  version: FlowVersion,
  shapes: readonly Shape[],
  context: RunContext,
  stubs: Readonly<Record<string, Stub>> = {},
): Promise<Plan> {
  requireOwnSteps(version);
  const ordered = orderSteps(version);
  requireUsed(stubs, ordered, shapes);
  warnOfUnreached(version, ordered, context);
  const client = createClient(context);
  const shared: Shared = {
    context,
    http: client,
    template: (text, options) => compileTemplate(text, context, options),
    runCaches: new Map<string, CachedPayload>(),
    stubs,
  };
  return {
    steps: await compileSteps(ordered, shapes, shared, true),
    runCaches: shared.runCaches,
    client,
  };
}

type Shared = Omit<StepInput<unknown>, 'step' | 'settings' | 'isLast'> & {
  readonly stubs: Readonly<Record<string, Stub>>;
};

async function compileSteps(
  ordered: readonly OrderedStep[],
  shapes: readonly Shape[],
  shared: Shared,
  isLast: boolean,
): Promise<readonly PlanStep[]> {
  const steps: PlanStep[] = [];
  for (const [index, one] of ordered.entries())
    steps.push(await compileStep(one, shapes, shared, isLast && index === ordered.length - 1));
  return steps;
}

async function compileStep(
  { step, legs: orderedLegs }: OrderedStep,
  shapes: readonly Shape[],
  shared: Shared,
  isLast: boolean,
): Promise<PlanStep> {
  const identifier = shapeIdentifier(step);
  const known = shapes.find(({ identifiers }) => identifiers.includes(identifier));
  // A step may be called like something that every object has.
  const stub = Object.hasOwn(shared.stubs, step.name) ? shared.stubs[step.name] : undefined;
  if (stub !== undefined) return stubbed(step, identifier, await compileStub(stub, step, shared.context));
  const shape = known ?? unknownShape(step);
  const load = shape.run ?? unsupportedShape(step, shape.title);
  const settings = settingsOf(step, shape);
  const compile = (await load()).default as CompileStep<unknown>; // each shape's run module takes its own settings
  const reads = new Set<Resource>();
  const template: Shared['template'] = (text, options) => {
    for (const name of flowVariablesIn(text)) reads.add(`variable ${name}`);
    return shared.template(text, { ...options, step: step.name });
  };
  const compiled = await compile({ ...shared, template, step, settings, isLast });
  const endsLegs = compiled.kind === 'legs' && compiled.endsLegs === true;
  const legs: PlanStep['legs'][number][] = [];
  for (const leg of orderedLegs)
    legs.push({ name: leg.leg.name, steps: await compileSteps(leg.steps, shapes, shared, isLast || endsLegs) });
  const touches = shape.touches?.(step) ?? {};
  const { touches: own = {} } = compiled;
  const inside = legs.flatMap(({ steps }) => steps);
  return {
    name: step.name,
    shape: shape.kind,
    reads: unite([reads, touches.reads ?? [], own.reads ?? [], ...inside.map((one) => one.reads)]),
    writes: unite([touches.writes ?? [], own.writes ?? [], ...inside.map((one) => one.writes)]),
    isFinal: (touches.isFinal ?? false) || own.isFinal === true,
    compiled,
    legs,
  };
}

function stubbed(step: FlowStep, shape: string, compiled: CompiledStep): PlanStep {
  return { name: step.name, shape, reads: new Set(), writes: new Set(), isFinal: false, compiled, legs: [] };
}

/**
 * What a run has sent is known by the name of the step, and a step runs in one place: with a second one of either, records
 * would be taken for sent, or a leg would do nothing. Errors: TerminalError `run/shared-step`.
 */
function requireOwnSteps({ steps }: FlowVersion): void {
  const twice = (names: readonly string[]): string | undefined =>
    names.find((name, index) => names.indexOf(name) !== index);
  const name = twice(steps.map((step) => step.name));
  const first = twice(steps.flatMap(({ routes = [] }) => routes.flatMap((leg) => leg.first_step ?? [])));
  if (name === undefined && first === undefined) return;
  throw new TerminalError({
    code: 'run/shared-step',
    message: name === undefined ? `Two legs begin with step "${first ?? ''}".` : `Two steps have the name "${name}".`,
    help: name === undefined ? 'Give each leg a step of its own.' : 'Give each step a name of its own.',
    step: name ?? first ?? '',
  });
}

/** What nothing leads to does not run, which is seldom what was meant. */
function warnOfUnreached({ steps }: FlowVersion, ordered: readonly OrderedStep[], context: RunContext): void {
  const reached = new Set(namesIn(ordered));
  for (const { name } of steps)
    if (!reached.has(name)) context.warn(`Step "${name}" does not run: no step or leg leads to it.`, name);
}

function namesIn(ordered: readonly OrderedStep[]): readonly string[] {
  return ordered.flatMap(({ step, legs }) => [step.name, ...legs.flatMap((leg) => namesIn(leg.steps))]);
}

function unite<Item>(lists: readonly Iterable<Item>[]): ReadonlySet<Item> {
  return new Set(lists.flatMap((list) => [...list]));
}

function settingsOf(step: FlowStep, { kind }: Shape): unknown {
  const settings = step.config ?? {};
  const accepts = shapeSettings[kind];
  if (accepts === undefined || accepts(settings)) return settings;
  throw new TerminalError({
    code: 'run/bad-settings',
    message: `The settings of step "${step.name}" are wrong: ${firstProblem(accepts)}.`,
    help: 'Check the file with: repatch validate FILE.',
    step: step.name,
  });
}

function unknownShape(step: FlowStep): never {
  throw new TerminalError({
    code: 'run/unknown-shape',
    message: `Step "${step.name}" is a shape that is not known: "${shapeIdentifier(step)}".`,
    help: 'Correct its "microservice", or say what stands in for it: --stub "NAME=FILE".',
    step: step.name,
  });
}

function unsupportedShape(step: FlowStep, title: string): never {
  throw new TerminalError({
    code: 'run/unsupported-shape',
    message: `Step "${step.name}" is a ${title} shape, which cannot be run yet.`,
    help: 'The file keeps the step as it is; say what stands in for it in this run: --stub "NAME=FILE".',
    step: step.name,
  });
}
