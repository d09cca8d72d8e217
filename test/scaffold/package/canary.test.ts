import { readFileSync } from 'node:fs';
import { Project, SyntaxKind } from 'ts-morph';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { emitFrom, withFiles } from '../../support/emit.ts';
import { infect } from '../../support/infect.ts';
import { runTsc } from '../../support/run-node.ts';

/** Ways out of a comment, a string, a template, a regular expression, Markdown or a file name. */
const canaries = [
  '*/ CANARY(); /*',
  "'; CANARY(); '",
  '"; CANARY(); "',
  '`; CANARY(); `${CANARY()}',
  "\\'); CANARY(); //",
  '\\"); CANARY(); //',
  '\n*/\nCANARY();\n/*',
  '\r\nCANARY();',
  '\u2028CANARY();\u2029',
  '```\n\n```ts\nCANARY();\n```',
  '../../CANARY()/../..',
  '</script><script>CANARY()</script>',
  '@param {CANARY} CANARY {@link CANARY()}',
  'slot1 Declared slot12 CANARY()',
  "$' $& $` $1 CANARY()",
  '{CANARY()}',
  '*\\/ CANARY(); //',
];

const odd: unknown = parse(readFileSync('fixtures/scaffold/odd.yaml', 'utf8'));
const shop: unknown = parse(readFileSync('fixtures/scaffold/compare/shop.yaml', 'utf8'));

let project: Project;
beforeAll(() => {
  project = new Project({ useInMemoryFileSystem: true, skipLoadingLibFiles: true });
});

/** Names that stand in a file as code, and what does not parse. */
function codeOf(path: string, text: string): { names: Set<string>; errors: number } {
  const file = project.createSourceFile(`/${path}`, text, { overwrite: true });
  const names = new Set(file.getDescendantsOfKind(SyntaxKind.Identifier).map((node) => node.getText()));
  const program = project.getProgram().getSyntacticDiagnostics(file);
  file.forget();
  return { names, errors: program.length };
}

describe.each([
  ['odd', odd],
  ['shop', shop],
])('a hostile description: %s', (_name, description) => {
  it.each(canaries.map((canary) => [JSON.stringify(canary), canary] as const))(
    '%s never becomes code',
    async (_label, canary) => {
      const { files } = await emitFrom(infect(description, canary));
      const all = [...files].map(([path, text]) => ({ path, text }));
      expect(all.filter(({ text }) => text.includes('CANARY')).length).toBeGreaterThan(5);
      expect(all.filter(({ path }) => !/^[\w.-]+(?:\/[\w.-]+)*$/u.test(path) || path.includes('..'))).toEqual([]);
      for (const { path, text } of all.filter((file) => file.path.endsWith('.ts'))) {
        const { names, errors } = codeOf(path, text);
        expect({ path, canary: names.has('CANARY'), errors }).toEqual({ path, canary: false, errors: 0 });
      }
      for (const { path, text } of all.filter((file) => file.path.endsWith('.json')))
        expect(() => JSON.parse(text) as unknown, path).not.toThrow();
      const blocks = [...(files.get('README.md') ?? '').matchAll(/^```ts\n(.*?)^```$/gmsu)].map(
        ([, code = '']) => code,
      );
      expect(blocks.length).toBeGreaterThan(0);
      for (const code of blocks) expect(codeOf('README.ts', code)).toMatchObject({ errors: 0 });
      const prose = (files.get('README.md') ?? '').replaceAll(/^```.*?^```$/gmsu, '');
      expect(prose).not.toMatch(/<script|^CANARY|[^\\`]`;? ?CANARY/mu);
    },
  );

  it('type-checks with all of them', async () => {
    for (const canary of ['*/ \'"`${CANARY()} \\', '\n\u2028 CANARY'])
      await withFiles((await emitFrom(infect(description, canary))).files, async (folder) => {
        expect(await runTsc(folder, 'test')).toEqual({ exit: 0, output: '' });
      });
  }, 60_000);
});
