import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { conversionRules } from '../../src/convert/rules/index.ts';
import { bundleRules } from '../../src/lint/bundle-rules/index.ts';
import { connectorRules } from '../../src/lint/connector-rules/index.ts';
import { flowRules } from '../../src/lint/rules/index.ts';

const root = join(import.meta.dirname, '..', '..');
const unitsIn = (folder: string): readonly string[] =>
  globSync('*.ts', { cwd: join(root, folder) })
    .map((file) => basename(file, '.ts'))
    .filter((name) => name !== 'index' && !/\.(?:test|cases)$/u.test(name))
    .toSorted();
const nameOf = ({ name }: { readonly name: string }): string => name.slice(name.indexOf('/') + 1);

describe('catalogues', () => {
  it.each([
    ['src/convert/rules', conversionRules],
    ['src/lint/bundle-rules', bundleRules],
    ['src/lint/connector-rules', connectorRules],
    ['src/lint/rules', flowRules],
  ] as const)('%s holds every file, under its name', (folder, rules) => {
    expect(rules.map(nameOf)).toEqual(unitsIn(folder));
  });
});

describe('rules of the converter', () => {
  const golden = globSync('fixtures/convert/*/expected*.json', { cwd: root })
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n');

  it.each(conversionRules)('$name is shown by a case', ({ name }) => {
    expect(golden).toContain(`"${name}"`);
  });

  it.each(conversionRules)('$name says what differs, unless nothing does', (rule) => {
    expect(rule.name).toMatch(/^[a-z-]+-to-[a-z-]+$/u);
    expect(rule.difference === undefined).toBe(rule.class === 'exact');
  });
});
