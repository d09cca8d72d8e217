import { orderSteps, shapeIdentifier, type OrderedStep } from '../flow/graph.ts';
import type { FlowVersion } from '../flow/model.ts';

/**
 * How many steps of a flow take each page, each record, and each record that fails. What the platform counts as an operation is
 * not public (toolkit default): one for each payload that a step takes, and one for each page that is pulled.
 */
export interface StepCounts {
  readonly page: number;
  readonly record: number;
  readonly failure: number;
}

/** What goes through a flow. */
export interface Passage {
  readonly pages: number;
  /** Records behind the filters. */
  readonly records: number;
  readonly failures: number;
}

/** Steps are counted in running order: behind a flow control of size 1 each record is a payload of its own. */
export function countSteps(version: FlowVersion): StepCounts {
  const counts = { page: 0, record: 0, failure: 0 };
  let level: keyof StepCounts = 'page';
  const visit = (steps: readonly OrderedStep[]): void => {
    for (const { step, legs } of steps) {
      counts[level]++;
      const shape = shapeIdentifier(step);
      if (shape === 'batch' && step.config?.['size'] === 1) level = 'record';
      if (shape !== 'try-catch') for (const leg of legs) visit(leg.steps);
      else
        for (const [index, leg] of legs.entries()) {
          const before: keyof StepCounts = level;
          if (index > 0) level = 'failure';
          visit(leg.steps);
          level = before;
        }
    }
  };
  visit(orderSteps(version));
  return counts;
}

export function operationsOf({ page, record, failure }: StepCounts, { pages, records, failures }: Passage): number {
  return page * pages + record * records + failure * failures;
}
