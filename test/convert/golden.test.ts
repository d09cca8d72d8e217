import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../../src/workspace/read-document.ts';
import type { ConnectorDefinition } from '../../src/connector/definition.ts';
import { convertBundle } from '../../src/convert/convert.ts';
import type { Entry } from '../../src/convert/account.ts';
import { reportOf, type PartReport } from '../../src/convert/report.ts';
import type { ServiceBundle } from '../../src/legacy/bundle.ts';
import type { DecisionsFile } from '../../src/legacy/decisions.ts';
import { checkDocument } from '../../src/lint/check-document.ts';
import { readSource } from '../../src/text/source.ts';

const fixtures = join(import.meta.dirname, '..', '..', 'fixtures', 'convert');
const update = process.env['UPDATE_GOLDENS'] === '1' && process.env['CI'] === undefined;

function expectFile(file: string, text: string): void {
  if (update) writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Each folder is a case: a bundle, perhaps connectors and decisions of its own, and what comes out. */
describe('conversion of', () => {
  const cases = globSync('*/bundle.services.yaml', { cwd: fixtures }).map(dirname).toSorted();

  it.each(cases)('%s', async (name) => {
    const folder = join(fixtures, name);
    const read = async <Value>(file: string): Promise<Value> => {
      const { source, diagnostics } = await readDocument(file);
      expect(diagnostics.filter(({ code }) => code.startsWith('text/') || code.startsWith('lint/'))).toEqual([]);
      return source.value as Value; // accepted by the schema of its kind
    };
    const bundle = await read<ServiceBundle>(join(folder, 'bundle.services.yaml'));
    const connectors = new Map<string, ConnectorDefinition>();
    for (const file of globSync([join(fixtures, '*.connector.yaml'), join(folder, 'connectors', '*.yaml')])) {
      const connector = await read<ConnectorDefinition>(file);
      connectors.set(connector.name, connector);
    }
    const decisionsFile = join(folder, 'decisions.yaml');
    const decisions = existsSync(decisionsFile) ? await read<DecisionsFile>(decisionsFile) : undefined;

    const result = convertBundle({ bundle, connectors, ...(decisions === undefined ? {} : { decisions }) });

    for (const { service, file, flow } of result.flows) {
      const expected = result.flows.length === 1 ? 'expected.flow.json' : `expected.${service}.flow.json`;
      expectFile(join(folder, expected), json(flow));
      const { diagnostics } = await checkDocument(await readSource(file, new TextEncoder().encode(json(flow))), true);
      expect(diagnostics.map(({ code }) => code).filter((code) => code !== 'lint/undecided-endpoint')).toEqual([]);
    }
    const { entries: lazy, behaviours: told, services, rest, ...report } = reportOf(result, bundle);
    const entries = [...lazy];
    const behaviours = told.map(({ rule, class: grade, services }) => ({ rule, class: grade, services }));
    const nameless = entries.filter(({ rule }) => rule === 'none').map(({ pointer }) => pointer);
    expect(nameless.filter((pointer) => !pointer.includes('/x-'))).toEqual([]);
    const pointed = <Part extends PartReport>(part: Part, own: readonly Entry[]): unknown => ({
      ...part,
      differences: part.differences.map(({ values: count, ...one }) => {
        const pointers = own
          .filter(({ rule, outcome, note }) => one.rule === rule && one.outcome === outcome && one.note === note)
          .map(({ pointer }) => pointer);
        expect(pointers).toHaveLength(count);
        return { ...one, pointers };
      }),
    });
    const { company, totals, ...others } = report;
    const ordered = {
      company,
      totals,
      services: services.map((service, index) => pointed(service, lazy.of(index))),
      rest: pointed(rest, lazy.of(undefined)),
      ...others,
    };
    const findings = [...result.findings, ...result.answerFindings].map(({ code, pointer }) => ({ code, pointer }));
    expectFile(join(folder, 'expected.report.json'), json({ ...ordered, behaviours, findings }));
  });
});
