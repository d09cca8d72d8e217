import type { MappingRule, TransformCall } from '../../flow/transform-step.ts';
import type { MappingRow, TransformStep } from '../../legacy/bundle.ts';
import { findTransform } from '../../transforms/find.ts';
import { claim, decide, type Scope } from '../scope.ts';

/** Mapping rows become rules of a map shape, function by function. Class: equivalent. */
export function mappingsToMap(scope: Scope, rows: readonly MappingRow[], own: boolean): readonly MappingRule[] {
  const missing = decideMissing(scope, rows);
  const rules: MappingRule[] = [];
  for (const [index, row] of rows.entries()) {
    const member = `mappings/${index}`;
    const unknown = (row.transformation ?? []).find((step) => !isKnown(step));
    if (unknown !== undefined) {
      if (own)
        claim(
          scope,
          member,
          'unsupported',
          'mappings-to-map',
          `Function "${unknown.function}" has no counterpart; the row is left out.`,
        );
      continue;
    }
    rules.push(convertRow(row, scope, missing));
    if (!own) continue;
    if (row.category !== undefined)
      claim(scope, `${member}/category`, 'noted', 'mappings-to-map', 'Process flows have no categories of rows.');
    if (row.required !== undefined)
      claim(scope, `${member}/required`, 'noted', 'mappings-to-map', 'Process flows do not lock rows.');
    claim(scope, member, 'converted', 'mappings-to-map');
  }
  if (rows.length === 0)
    claim(scope, 'mappings', 'noted', 'mappings-to-map', 'Without mappings the payload passes unchanged.');
  return rules;
}

function isKnown(step: TransformStep): boolean {
  return (
    step.scriptId === undefined &&
    step.function !== 'script' &&
    (step.crossReferenceId !== undefined || findTransform(step.function) !== undefined)
  );
}

function decideMissing(scope: Scope, rows: readonly MappingRow[]): 'omit' | 'null' | 'empty' | 'fail' {
  const isOpen = (row: MappingRow): boolean =>
    !isAnswered(row) && 'field' in row.source && (row.transformation ?? []).length === 0;
  if (!rows.some(isOpen)) return 'omit';
  const options = [
    { value: 'omit', effect: 'The destination field is not sent.' },
    { value: 'null', effect: 'null is sent, which may clear the field.' },
    { value: 'empty', effect: 'Empty text is sent.' },
    { value: 'fail', effect: 'The record fails.' },
  ] as const;
  const value = decide(scope, {
    kind: 'missing-field',
    question: 'What is written when the source field of a mapping has no value?',
    options: [...options],
    recommended: 'omit',
  });
  return options.find((option) => option.value === value)?.value ?? 'omit';
}

function convertRow(row: MappingRow, scope: Scope, missing: 'omit' | 'null' | 'empty' | 'fail'): MappingRule {
  const transforms = (row.transformation ?? []).map((step) => convertStep(step, row, scope));
  const target = scope.destination.pathOf(row.destination.field);
  if ('constant' in row.source)
    return { target, transforms: [{ function: 'fallback', arguments: { value: row.source.constant } }, ...transforms] };
  if (!('field' in row.source)) return { target, transforms };
  const sources = [scope.source.pathOf(row.source.field)];
  const rule = { sources, target, ...(transforms.length === 0 ? {} : { transforms }) };
  if (isAnswered(row)) return { ...rule, when_missing: row.whenMissing };
  // Without a word of the row, its functions get null.
  return transforms.length > 0 ? rule : { ...rule, when_missing: missing };
}

type Answered = MappingRow & { readonly whenMissing: NonNullable<MappingRule['when_missing']> };

function isAnswered(row: MappingRow): row is Answered {
  return row.whenMissing !== undefined && row.whenMissing !== 'unspecified';
}

const matchTypes = { exact: 'exact', contains: 'contains', startsWith: 'starts_with', endsWith: 'ends_with' } as const;

function convertStep(step: TransformStep, row: MappingRow, scope: Scope): TransformCall {
  const table = scope.bundle.crossReferences.find(({ id }) => id === step.crossReferenceId);
  if (table === undefined)
    return {
      function: findTransform(step.function)?.name ?? step.function,
      ...(step.arguments === undefined ? {} : { arguments: step.arguments }),
    };
  const field = 'field' in row.source ? row.source.field : '';
  const split = table.rows.some((one) => one.field !== undefined);
  const name = split ? `${table.name}: ${field}` : table.name;
  const rows = table.rows
    .filter((one) => one.field === undefined || one.field === field)
    .map(({ value, output, match }) => ({ left_value: value, right_value: output, match: matchTypes[match] }));
  scope.lookups.set(name, { name, rows });
  const asked = table.onNoMatch ?? 'unspecified';
  const options = [
    { value: 'keep', effect: 'The value is sent unchanged.' },
    { value: 'empty', effect: 'Empty text is sent.' },
    { value: 'fail', effect: 'The record fails.' },
  ];
  const question = `What is sent when lookup "${table.name}" has no row for a value?`;
  const miss =
    asked === 'unspecified'
      ? decide(scope, { kind: `lookup/${table.id}`, question, options, recommended: 'keep' })
      : asked === 'unchanged'
        ? 'keep'
        : asked;
  return { function: 'lookup', arguments: { lookup: name, direction: 'left_to_right', on_miss: miss } };
}
