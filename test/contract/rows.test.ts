import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { profileTable } from '../../src/config/profile.ts';
import { diagnosticTable } from '../../src/diagnostics/table.ts';
import { findOperator } from '../../src/operators/find.ts';
import { findShape } from '../../src/shapes/find.ts';
import { findTransform } from '../../src/transforms/find.ts';
import { rowTables } from '../platform/rows/index.ts';
import type { Proof, Row } from '../platform/rows/row.ts';
import { checkOperator, checkShape, checkTransform } from '../support/check-unit.ts';

describe.each(rowTables)('%s', (_, rows) => {
  it.each(Object.entries(rows))('%s', async (__, row) => {
    await prove(row.proof);
    expectVerdict(row);
  });
});

async function prove(proof: Proof): Promise<void> {
  if ('file' in proof) {
    // The line that names it stands in the file as code: of an example, of a test, or of a row.
    const text = readFileSync(new URL(`../../${proof.file}`, import.meta.url), 'utf8');
    const lines = text.split('\n').filter((line) => line.includes(proof.named));
    expect(lines.filter((line) => !/^\s*(?:\/\/|\*)/u.test(line))).not.toEqual([]);
    return;
  }
  expect(proof.cases.length).toBeGreaterThan(0);
  if ('transform' in proof)
    for (const one of proof.cases) await checkTransform(known(findTransform(proof.transform)), one);
  else if ('operator' in proof) for (const one of proof.cases) checkOperator(known(findOperator(proof.operator)), one);
  else for (const one of proof.cases) await checkShape(known(findShape(proof.shape)), one);
}

function known<Unit>(unit: Unit | undefined): Unit {
  if (unit === undefined) throw new Error('The row names a unit that is not there.');
  return unit;
}

function expectVerdict({ profile, refused, differs, code }: Row): void {
  if (profile !== undefined) expect(Object.keys(profileTable)).toContain(profile);
  if (code !== undefined) expect(Object.keys(diagnosticTable)).toContain(code);
  expect(refused === undefined).toBe(code === undefined);
  expect(refused !== undefined && differs !== undefined).toBe(false);
}
