import type { FlowFile, FlowStep } from '../../../src/flow/model.ts';
import type { Edit } from '../edit.ts';
import type { Change, MutantKind } from '../kinds.ts';
import { kindOf, stepsOf, stepsOfKind, type At } from '../places.ts';

type Step = At<FlowStep>;

/** Legs name their first step, so that a step that goes or moves hands the place on. */
function retarget(flow: FlowFile, from: string, to: string | undefined): readonly Edit[] {
  return stepsOf(flow).flatMap(({ step, place }) =>
    (step.routes ?? []).flatMap((leg, index): readonly Edit[] => {
      if (leg.first_step !== from) return [];
      const first = [...place, 'routes', index, 'first_step'];
      return [to === undefined ? { place: first } : { place: first, value: to }];
    }),
  );
}

/** The step behind it in the same leg. */
function nextInLeg(flow: FlowFile, { step }: Step): Step | undefined {
  const all = stepsOf(flow);
  const at = all.findIndex((one) => one.step === step);
  const next = all[at + 1];
  const starts = new Set(all.flatMap((one) => (one.step.routes ?? []).flatMap((leg) => leg.first_step ?? [])));
  return next === undefined || next.step.parent_id !== step.parent_id || starts.has(next.step.name) ? undefined : next;
}

function dropped(flow: FlowFile, at: Step): Change {
  const next = nextInLeg(flow, at);
  return {
    edits: [...retarget(flow, at.step.name, next?.step.name), { place: at.place }],
    what: `${at.step.name} (${kindOf(at.step)})`,
  };
}

function dropKind(name: string, kind: string, fits: (step: FlowStep) => boolean = () => true): MutantKind {
  return {
    name,
    touches: 'other',
    changes: (flow) =>
      stepsOfKind(flow, kind)
        .filter(({ step }) => fits(step))
        .map((at) => dropped(flow, at)),
  };
}

const isPush = ({ endpoint }: FlowStep): boolean => endpoint?.direction === 'Send';

export const stepKinds: readonly MutantKind[] = [
  dropKind('filter step dropped', 'filter'),
  dropKind('de-dupe step dropped', 'dedupe', (step) => step.config?.['behaviour'] !== 'track'),
  dropKind('tracking de-dupe step dropped', 'dedupe', (step) => step.config?.['behaviour'] === 'track'),
  dropKind('batch step dropped', 'batch'),
  dropKind('map step dropped', 'map'),
  dropKind('push dropped', 'connector', isPush),
  dropKind('cache step dropped', 'cache'),
  dropKind('variables step dropped', 'set-variables'),
  dropKind('track step dropped', 'track'),
  dropKind('notify step dropped', 'notify'),
  {
    name: 'two steps swapped',
    touches: 'other',
    changes: (flow) =>
      stepsOf(flow).flatMap((at) => {
        const next = nextInLeg(flow, at);
        if (next === undefined || at.step.routes !== undefined || next.step.routes !== undefined) return [];
        return [
          {
            edits: [
              ...retarget(flow, at.step.name, next.step.name),
              { place: at.place, value: next.step },
              { place: next.place, value: at.step },
            ],
            what: `${next.step.name} before ${at.step.name}`,
          },
        ];
      }),
  },
  {
    name: 'try without catch',
    touches: 'other',
    changes: (flow) =>
      stepsOfKind(flow, 'try-catch').flatMap(({ step, place }) => {
        const index = (step.routes ?? []).findIndex(({ name }) => /catch/iu.test(name));
        return index < 0 || step.routes?.[index]?.first_step === undefined
          ? []
          : [{ edits: [{ place: [...place, 'routes', index, 'first_step'] }], what: step.name }];
      }),
  },
  {
    name: 'legs of a try swapped',
    touches: 'other',
    changes: (flow) =>
      stepsOfKind(flow, 'try-catch').flatMap(({ step, place }) => {
        const [first, second] = step.routes ?? [];
        if (first === undefined || second === undefined || first.first_step === second.first_step) return [];
        return [
          {
            edits: [
              { place: [...place, 'routes', 0], value: { ...first, first_step: second.first_step } },
              { place: [...place, 'routes', 1], value: { ...second, first_step: first.first_step } },
            ],
            what: step.name,
          },
        ];
      }),
  },
  {
    name: 'push done twice',
    touches: 'other',
    changes: (flow) =>
      stepsOfKind(flow, 'connector')
        .filter(({ step }) => isPush(step))
        .map(({ step }) => {
          const steps = [...(flow.flow.versions[0]?.steps ?? [])];
          steps.splice(steps.indexOf(step) + 1, 0, { ...step, id: `${String(step.id)}b`, name: `${step.name} again` });
          return { edits: [{ place: ['flow', 'versions', 0, 'steps'], value: steps }], what: step.name };
        }),
  },
];
