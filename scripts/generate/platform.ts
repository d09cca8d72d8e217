import { formats } from '../../src/formats/index.ts';
import { findOperator } from '../../src/operators/find.ts';
import { findShape } from '../../src/shapes/find.ts';
import { findTransform } from '../../src/transforms/find.ts';
import { code, table, text } from '../../src/convert/markdown.ts';
import {
  formatRows,
  operatorRows,
  shapeRows,
  transformRows,
  triggerRows,
  variableRows,
  type PlatformRow,
} from '../../test/platform/catalogue.ts';
import { rowTables } from '../../test/platform/rows/index.ts';
import type { Row, Rows } from '../../test/platform/rows/row.ts';

interface Verdict {
  readonly row: PlatformRow;
  readonly runs: boolean;
  /** What the code calls it. */
  readonly unit?: string | undefined;
  readonly remark?: string | undefined;
}

/** docs/platform.md: what of the platform runs, differs or is refused. */
export function platformReference(): ReadonlyMap<string, string> {
  return new Map([['docs/platform.md', page()]]);
}

function page(): string {
  const sections: readonly (readonly [title: string, verdicts: readonly Verdict[]])[] = [
    [
      'Shapes',
      shapeRows.map((row) => verdict(row, { runs: shapeOf(row)?.run !== undefined, unit: shapeOf(row)?.kind })),
    ],
    ['Triggers', triggerRows.map((row) => verdict(row, { runs: true, unit: row.value }))],
    // Each is filled by a test (test/contract/platform.test.ts).
    ['Variables', variableRows.map((row) => verdict(row, { runs: true }))],
    ['Functions of mapping rules', transformRows.map((row) => transformVerdict(row))],
    ['Operators of filters', operatorRows.map((row) => operatorVerdict(row))],
    ['Formats', formatRows.map((row) => verdict(row, { runs: formats.some(({ format }) => format === row.name) }))],
  ];
  const counts = sections.map(([title, verdicts]) => [
    text(title),
    ...(['runs', 'differs', 'refused'] as const).map((status) =>
      String(verdicts.filter((one) => statusOf(one) === status).length),
    ),
  ]);
  const rowCounts = rowTables.map(([title, rows]) => [
    text(title),
    ...(['runs', 'differs', 'refused'] as const).map((status) =>
      String(Object.values(rows).filter((row) => rowStatus(row) === status).length),
    ),
  ]);
  return `# What of the platform runs

Generated from the code and from the tables of what the platform's documentation names (\`test/platform/catalogue.ts\`), which
\`test/contract/platform.test.ts\` holds against the units: what is missing there fails the tests. "documented" says that Patchworks
names it in public, "inferred" that it follows from what is documented, "expected" that its kind has it elsewhere. What is expected, or
whose corners are not public, behaves as the [profile](profile.md) and the pages of the units say.

${table(['', 'runs', 'differs', 'refused'], [...counts, ...rowCounts])}

${sections.map(([title, verdicts]) => `## ${title}\n\n${table(['on the platform', 'mark', 'here', 'called', 'remark'], verdicts.map(cells))}\n`).join('\n')}
## Row by row

What the settings of shapes, functions, filters, variables and stores are known to do. Each row has a test that names it
(\`test/contract/rows.test.ts\`).

${rowTables.map(([title, rows]) => `### ${title}\n\n${table(['row', 'what', 'here', 'remark'], Object.entries(rows).map(rowCells))}\n`).join('\n')}`;
}

function rowStatus({ refused, differs }: Row): 'runs' | 'differs' | 'refused' {
  if (refused !== undefined) return 'refused';
  return differs === undefined ? 'runs' : 'differs';
}

function rowCells([name, row]: [string, Rows[string]]): readonly string[] {
  const { says, refused, differs, code: diagnostic, profile } = row;
  const remark = [
    differs ?? refused,
    diagnostic === undefined ? undefined : code(diagnostic),
    profile === undefined ? undefined : `as the profile says: ${code(profile)}`,
  ].filter((one) => one !== undefined);
  return [text(name), text(says), rowStatus(row), remark.join(', ')];
}

function verdict(row: PlatformRow, found: Omit<Verdict, 'row'>): Verdict {
  return { row, remark: found.runs ? row.differs : row.reason, ...found };
}

function transformVerdict(row: PlatformRow): Verdict {
  const unit = findTransform(row.name);
  return verdict(row, { runs: unit !== undefined, unit: unit?.name });
}

function operatorVerdict(row: PlatformRow): Verdict {
  const unit = findOperator(row.name);
  return verdict(row, { runs: unit !== undefined, unit: unit?.id });
}

function shapeOf({ names = [] }: PlatformRow): ReturnType<typeof findShape> {
  return findShape(names[0] ?? '');
}

function statusOf({ runs, row }: Verdict): 'runs' | 'differs' | 'refused' {
  if (!runs) return 'refused';
  return row.differs === undefined ? 'runs' : 'differs';
}

function cells(one: Verdict): readonly string[] {
  const { row, unit, remark } = one;
  const name = /[[{]/u.test(row.name) ? code(row.name) : text(row.name);
  return [name, row.mark, statusOf(one), unit === undefined ? '' : code(unit), remark ?? ''];
}
