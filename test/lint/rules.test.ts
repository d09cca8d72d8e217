import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkDocument } from '../../src/lint/check-document.ts';
import type { RuleCases } from '../../src/lint/rule-case.ts';
import { readSource } from '../../src/text/source.ts';

const root = join(import.meta.dirname, '..', '..');
const files = globSync('src/lint/{rules,connector-rules}/*.cases.ts', { cwd: root }).toSorted();

/** What a rule marks in a text. In examples of connectors whole texts are named without their quotes. */
async function marksOf(code: string, name: string, text: string): Promise<readonly string[]> {
  const source = await readSource(name, new TextEncoder().encode(text));
  const { diagnostics } = await checkDocument(source, true);
  const marked = diagnostics.filter((one) => one.code === code).map(({ at }) => text.slice(at.start, at.end));
  return name.includes('.connector.') ? marked.map((mark) => mark.replace(/^"(.*)"$/u, '$1')) : marked;
}

describe.each(files)('%s', async (file) => {
  const { default: rule } = (await import(join(root, file))) as { readonly default: RuleCases };

  it('stands beside its rule, with an example that is right and one that is wrong', () => {
    expect(rule.code).toBe(`lint/${basename(file, '.cases.ts')}`);
    expect(new Set(rule.cases.map(({ marks }) => marks === undefined))).toEqual(new Set([true, false]));
  });

  it.each(rule.cases.map((one) => [one.shows, one] as const))('%s', async (_, { files: documents, marks = [] }) => {
    const [[name, document] = ['', undefined]] = Object.entries(documents);
    expect(await marksOf(rule.code, name, JSON.stringify(document, null, 2))).toEqual(marks);
    const compact = await marksOf(rule.code, name, JSON.stringify(document));
    expect(compact.map(unspaced)).toEqual(marks.map(unspaced));
  });
});

function unspaced(mark: string): string {
  return mark.includes('\n') ? mark.replaceAll(/\s/gu, '') : mark;
}
