import type { Shape } from '../../../src/contract/define-shape.ts';
import { withMeta, type Payload } from '../../../src/contract/payload.ts';
import type { CompiledStep, CompileStep, StepInput } from '../../../src/contract/step.ts';
import type { shapesWithCases } from '../../../src/shapes/cases.ts';
import { checkShape } from '../check-unit.ts';
import { forEach, sabotages, where, without, type Sabotage } from './sabotage.ts';

type Compile = CompileStep<unknown>;
type Results = (results: readonly Payload[]) => readonly Payload[];

const passAll: Compile = () => ({ kind: 'pure', apply: (payload) => [payload] });
const dropAll: Compile = () => ({ kind: 'pure', apply: () => [] });

/** Every way to break a shape. */
export function shapeSabotages({ unit, cases }: (typeof shapesWithCases)[number]): readonly Sabotage[] {
  const checks = cases.map((one) => () => checkShape(unit, one));
  const about = { kind: 'shape', name: unit.kind, unit, checks };
  const load = (unit as Shape).run as (() => Promise<{ readonly default: Compile }>) | undefined; // each takes its own settings
  if (load === undefined) return sabotages(about, { 'passes everything on': runs(passAll) });
  const gives = (change: Results): object =>
    runs(async (input) => changed(await (await load()).default(input), change));
  const given = (change: (input: StepInput<unknown>) => StepInput<unknown>): object =>
    runs(async (input) => (await load()).default(change(input)));
  // Settings of examples that are refused for them say nothing of what they do.
  const accepted = cases.filter(({ fails }) => fails !== 'run/bad-settings');
  const splits = cases.some(({ bucket = [{}], gives: results = [] }) => bucket.length < results.length);
  return sabotages(about, {
    'passes everything on': runs(passAll),
    'drops everything': runs(dropAll),
    'hands on everything twice': gives((results) => [...results, ...results]),
    'loses metadata': gives((results) => results.map((one) => withMeta(one, {}))),
    ...where(splits, {
      'hands on one result only': gives((results) => results.slice(0, 1)),
      'hands on results the wrong way round': gives((results) => results.toReversed()),
    }),
    ...where('touches' in unit, { 'touches nothing': { touches: undefined } }),
    ...forEach(
      accepted.flatMap(({ config = {} }) => Object.keys(config)),
      (key) => [`ignores setting "${key}"`, given((input) => ({ ...input, settings: without(input.settings, key) }))],
    ),
    // Legs are not read by the shape itself.
    ...forEach(
      accepted.flatMap(({ step = {} }) => Object.keys(step)).filter((key) => key !== 'routes'),
      (key) => [`ignores "${key}" of the step`, given((input) => ({ ...input, step: without(input.step, key) }))],
    ),
  });
}

function runs(compile: Compile): object {
  return { run: () => Promise.resolve({ default: compile }) };
}

/** The step with something done to what it makes of each payload; of one with legs, to all that it hands on. */
function changed(compiled: CompiledStep, change: Results): CompiledStep {
  switch (compiled.kind) {
    case 'pure':
      return { ...compiled, apply: (payload) => change([...compiled.apply(payload)]) };
    case 'effect':
      return { ...compiled, apply: async (payload) => change(await listOf(await compiled.apply(payload))) };
    case 'legs':
      return {
        ...compiled,
        async *run(bucket, legs, tools) {
          yield* change(await listOf(compiled.run(bucket, legs, tools)));
        },
      };
  }
}

async function listOf(results: AsyncIterable<Payload> | readonly Payload[]): Promise<readonly Payload[]> {
  const list: Payload[] = [];
  for await (const one of results) list.push(one);
  return list;
}
