import { changeAt } from '../change-at.ts';
import { compileFilters } from '../../interpret/filters.ts';
import { compileMapping } from '../../interpret/map-record.ts';
import type { ServiceBundle } from '../../legacy/bundle.ts';
import type { Outline } from '../outline.ts';
import { planFields, planId, type Around, type FieldPlan } from './field-plans.ts';
import { placeValue } from './place-value.ts';

/** Made-up records, by what the service should make of them. */
export interface ProbeRecords {
  /** Ordinary ones that are pushed. */
  readonly ordinary: readonly unknown[];
  /** Are pushed; their fields take turns with all values that work. */
  readonly varied: readonly unknown[];
  /** Come through the filters and fail, each for one reason. */
  readonly failing: readonly unknown[];
  /** Each is stopped by one filter row. */
  readonly stopped: readonly unknown[];
  /** Whether one of the samples is pushed. */
  readonly hasPushedSample: boolean;
}

const most = { ordinary: 6, varied: 56, failing: 90, stoppedOfRow: 8 } as const;

/** Makes records that show what each filter row, mapping and function of a service does. The same service, the same records. */
export function makeProbeRecords(
  outline: Outline,
  bundle: ServiceBundle,
  around: Around,
  from: {
    /** One that is pushed lends the others what no row looks at. */
    readonly samples: readonly unknown[];
    readonly firstId: number;
    /** Ids of other forms than whole numbers as well, and a record without one. */
    readonly hasOddIds: boolean;
    /** So many records with values in turn, at the least. Default: until every value was there. */
    readonly cases?: number;
  },
): ProbeRecords {
  const plans = planFields(outline, bundle, around).toSorted((a, b) => a.path.length - b.path.length);
  const goes = judgeOf(outline, bundle, around);
  const sample = from.samples.flat().find(goes);
  const ids = from.hasOddIds ? oddIdsOf(planId(outline, bundle, around)) : [];
  const make = new RecordMaker(outline, plans, sample, { first: from.firstId, odd: ids });
  const ordinary = Array.from({ length: most.ordinary }, (_, index) => make.ordinary(index));
  const longest = Math.max(0, ...plans.map(({ works }) => works.length));
  const turns = Math.max(from.cases ?? 0, Math.min(most.varied, longest));
  const varied = Array.from({ length: turns }, (_, index) => {
    const record = make.varied(index);
    // Fields that go well alone may not go well together.
    return goes(record) ? record : make.varied(index, true);
  }).filter(goes);
  const failing = [
    ...plans.flatMap(({ path, fails }) => fails.map((value) => make.with(path, value))),
    ...make.lists().flatMap((list) => listFaults.map((value) => make.with(list, value))),
    // One of them: flows keep records by their id while they work on them.
    ...(from.hasOddIds ? [make.with(outline.idPath, undefined)] : []),
  ].slice(-most.failing);
  const stopped = plans.flatMap(({ path, stopped: byRow }) =>
    byRow.flatMap((values) => values.slice(0, most.stoppedOfRow).map((value) => make.with(path, value))),
  );
  // What takes turns with other fields may never come alone.
  const lacking = plans.filter(({ works }) => works.includes(undefined)).map(({ path }) => make.with(path, undefined));
  return {
    ordinary: ordinary.filter(goes),
    varied: [...varied, ...lacking.filter(goes)],
    failing,
    stopped,
    hasPushedSample: sample !== undefined,
  };
}

/** Texts and numbers that can tell records apart. */
function oddIdsOf({ works }: FieldPlan): readonly unknown[] {
  const texts = new Set<string>();
  return works.filter((value) => {
    const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    return text.trim() !== '' && !texts.has(text.trim()) && texts.add(text.trim());
  });
}

const listFaults = [undefined, null, [], 'no list', {}, [null], [{}]] as const;

/** Whether a record is pushed. */
function judgeOf(
  { service, mappings, sourcePath, destinationPath }: Outline,
  { crossReferences }: ServiceBundle,
  context: Around,
): (record: unknown) => boolean {
  try {
    const { test } = compileFilters(service.filters, {}, sourcePath, context);
    const map = compileMapping({
      rows: mappings,
      source: sourcePath,
      destination: destinationPath,
      crossReferences,
      context,
    });
    return (record) => {
      try {
        if (!test(record)) return false;
        map(record);
        return true;
      } catch {
        return false;
      }
    };
  } catch {
    // The service itself does not run, which the run says better.
    return () => true;
  }
}

class RecordMaker {
  readonly #outline: Outline;
  readonly #plans: readonly FieldPlan[];
  readonly #base: unknown;
  readonly #ids: { readonly first: number; readonly odd: readonly unknown[] };
  #made = 0;

  constructor(
    outline: Outline,
    plans: readonly FieldPlan[],
    base: unknown,
    ids: { readonly first: number; readonly odd: readonly unknown[] },
  ) {
    this.#ids = ids;
    this.#outline = outline;
    this.#plans = plans;
    this.#base = base;
  }

  /** Fields with the first values that work. */
  ordinary(index: number): unknown {
    return this.#make(
      (plan) => plan.works[index % Math.min(3, Math.max(1, plan.works.length))],
      [2, 1][index % 2] ?? 2,
    );
  }

  /** Fields take turns; `keepsFiltered`: except those that filters look at. */
  varied(index: number, keepsFiltered = false): unknown {
    const length = [2, 3, 1, 4][index % 4] ?? 2;
    return this.#make(
      (plan, order, element) => {
        const { works, stopped } = plan;
        if (keepsFiltered && plan.isFiltered) return works[0];
        // One element that a filter looks for is enough: others are what it does not look for, and each row may find its own.
        const others = stopped.flat();
        const perRow = stopped.filter(({ length: count }) => count > 0);
        const turn = element + (index % 3 === 2 ? order : 0);
        if (index % 4 === 3 && perRow.length > 1 && plan.path.includes('*')) {
          const values = perRow[element % perRow.length] ?? [];
          return values[index % values.length];
        }
        if (plan.path.includes('*') && turn % 2 === 1 && others.length > 0) return others[index % others.length];
        return works[(index + (order % 3) + element) % Math.max(1, works.length)];
      },
      length,
      this.#ids.odd[index],
    );
  }

  /** An ordinary record with one field as given. */
  with(path: string, value: unknown): unknown {
    const record = this.ordinary(this.#made);
    return value === undefined ? without(record, path) : put(record, path, value);
  }

  /** Paths of the outer lists. */
  lists(): readonly string[] {
    return [...new Set(this.#plans.flatMap(({ path }) => (path.includes('.*') ? [path.split('.*')[0] ?? ''] : [])))];
  }

  #make(
    valueOf: (plan: FieldPlan, order: number, element: number) => unknown,
    length: number,
    oddId?: unknown,
  ): unknown {
    const record = structuredClone(this.#base ?? {}) as Record<string, unknown>; // samples that are no objects are no base
    for (const list of this.lists()) delete record[list];
    for (const [order, plan] of this.#plans.entries()) {
      if (plan.works.length === 0 || this.#plans.some(({ path }) => path.startsWith(`${plan.path}.`))) continue;
      placeValue(
        record,
        plan.path,
        (at) =>
          valueOf(
            plan,
            order,
            at.reduce((sum, position) => sum * 3 + position, 0),
          ),
        (_, at) => (at.length === 0 ? length : 2),
      );
    }
    const number = this.#ids.first + this.#made++ * 37;
    const id = oddId ?? number;
    placeValue(
      record,
      this.#outline.idPath,
      () => id,
      () => 1,
    );
    return record;
  }
}

function put(record: unknown, path: string, value: unknown): unknown {
  const copy = structuredClone(record) as Record<string, unknown>; // made by the class above
  placeValue(
    copy,
    path,
    () => value,
    () => 2,
  );
  return copy;
}

function without(record: unknown, path: string): unknown {
  const keys = path.split('.');
  const parent = keys.slice(0, -1).join('.');
  const last = keys.at(-1) ?? '';
  const drop = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const { [last]: _, ...rest } = value as Record<string, unknown>;
    return rest;
  };
  return parent === '' ? drop(record) : changeAt(record, parent, drop);
}
