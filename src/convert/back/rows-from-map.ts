import { textWithoutVariables } from '../../contract/template.ts';
import type { MappingRule, TransformCall } from '../../flow/transform-step.ts';
import { isObject, type JsonObject } from '../../text/json.ts';
import { findTransform } from '../../transforms/find.ts';
import { pointerTo, type ReadSide } from './fields.ts';
import type { Lookups } from './lookups.ts';
import { refuseShape } from './refusals.ts';
import type { FlowScope, PlacedStep } from './scope.ts';
import { readTransformation } from './transformation-from-transforms.ts';

export interface Sides {
  readonly source: Pick<ReadSide, 'fieldAt'>;
  readonly destination: Pick<ReadSide, 'fieldAt'>;
  readonly lookups: Lookups;
  /** What the paths begin with where the map sees whole pages; `''`: it sees single records. */
  readonly page: PagePaths;
}

export interface PagePaths {
  readonly source: string;
  readonly target: string;
}

/** The inverse of `rules/mappings-to-map.ts`. */
export function readMappings(scope: FlowScope, map: PlacedStep | undefined, sides: Sides): readonly unknown[] {
  if (map === undefined) return [];
  const { rules, ...others } = map.step.config ?? {};
  for (const [key, value] of Object.entries(others))
    if (!(value === false || value === 'json'))
      scope.refuseWhole(map.step, {
        code: 'back/mapping',
        message: `Map "${map.step.name}" has the setting "${key}": ${JSON.stringify(value)}.`,
        help: 'A service maps one JSON record to another: remove the setting.',
        pointer: pointerTo(map, 'config', key),
      });
  if (!Array.isArray(rules)) {
    refuseShape(scope, map);
    return [];
  }
  return (rules as readonly MappingRule[]).map((rule, index) => {
    // A program may give a flow that no schema has seen.
    const pointer = pointerTo(map, 'config', 'rules', index);
    if (isObject(rule)) return readRow(scope, rule, pointer, sides);
    const message = `Rule ${index + 1} of map "${map.step.name}" is none.`;
    return scope.refuse(rule, { code: 'back/mapping', message, help: 'Remove it, or write a rule.', pointer });
  });
}

/** Paths of the record that the map reads. */
export function readsOf(map: PlacedStep | undefined): readonly string[] {
  const rules = map?.step.config?.['rules'];
  if (!Array.isArray(rules)) return [];
  return (rules as readonly MappingRule[]).flatMap((rule) => rule?.sources ?? []); // accepted by the schema of the shape
}

/** The inverse of `rules/mapping-to-rule.ts`, `category-to-name.ts`, `constant-to-rule.ts` and `default-to-policy.ts`. */
function readRow(scope: FlowScope, rule: MappingRule, pointer: string, sides: Sides): unknown {
  const { sources = [], transforms = [] } = rule;
  const [path, another] = sources;
  if (another !== undefined)
    return scope.refuse(rule, {
      code: 'back/mapping',
      message: `Rule for "${rule.target}" joins ${sources.length} fields: ${sources.map((one) => `"${one}"`).join(', ')}.`,
      help: 'A mapping row of a service has one source field.',
      pointer: `${pointer}/sources`,
    });
  const constant = path === undefined ? constantOf(transforms[0]) : undefined;
  const steps = readTransformation(scope, transforms, {
    pointer: `${pointer}/transforms`,
    lookups: sides.lookups,
    skip: constant === undefined ? 0 : 1,
  });
  return {
    ...(rule.name === undefined ? {} : { category: rule.name }),
    source:
      path === undefined
        ? (constant ?? { none: true })
        : { field: sides.source.fieldAt(withoutStart(path, sides.page.source)) },
    destination: { field: sides.destination.fieldAt(withoutStart(rule.target, sides.page.target)) },
    ...(steps.length === 0 ? {} : { transformation: steps }),
    ...(rule.when_missing === undefined ? {} : { whenMissing: rule.when_missing }),
  } satisfies JsonObject;
}

function withoutStart(path: string, start: string): string {
  return path.startsWith(start) ? path.slice(start.length) : path;
}

/** A function that makes its own value, at the start of a rule without source. */
function constantOf(call: TransformCall | undefined): { readonly constant: unknown } | undefined {
  if (call === undefined) return undefined;
  const { arguments: given = {} } = call;
  const { name } = findTransform(call.function) ?? {};
  if (name === 'custom string') {
    const text = typeof given['text'] === 'string' ? textWithoutVariables(given['text']) : undefined;
    return text === undefined ? undefined : { constant: text };
  }
  const makesValue = name === 'custom number' || name === 'custom boolean' || name === 'fallback';
  return makesValue && Object.hasOwn(given, 'value') ? { constant: given['value'] } : undefined;
}
