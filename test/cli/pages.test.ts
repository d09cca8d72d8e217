import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { shell } from '../support/run-cli.ts';

const docs = join(import.meta.dirname, '..', '..', 'docs');

/** Pages whose fenced blocks with `$` lines are typed one after the other, in one empty folder. */
const pages = ['first-hour.md', 'validating.md'];

interface Typed {
  readonly command: string;
  /** Lines that the page shows below it, each of which has to begin or to stand in a line that is printed. */
  readonly shown: readonly string[];
}

function typedIn(page: string): readonly Typed[] {
  const blocks = Array.from(
    readFileSync(join(docs, page), 'utf8').matchAll(/^```\n([\s\S]*?)^```$/gmu),
    ([, body = '']) => body,
  );
  return blocks
    .filter((block) => block.startsWith('$ '))
    .flatMap((block) => block.split(/^\$ /mu).slice(1))
    .map((part) => {
      const [command = '', ...shown] = part.trimEnd().split('\n');
      return { command, shown: shown.filter((line) => line !== '') };
    });
}

it.each(pages)('docs/%s shows what its commands print', async (page) => {
  const folder = mkdtempSync(join(tmpdir(), 'repatch-page-'));
  try {
    const typed = typedIn(page);
    expect(typed.length).toBeGreaterThan(5);
    for (const { command, shown } of typed) {
      const { code, out, err } = await shell(`cd "${folder}" && ${command.replaceAll('npx repatch', '{}')}`);
      const printed = out + err;
      // A page says in a comment which command fails on purpose.
      const [, expected = '0'] = /# exit (\d+)$/u.exec(command) ?? [];
      expect(code, `${command}\n${printed}`).toBe(Number(expected));
      for (const line of shown) expect(printed, command).toContain(line);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
