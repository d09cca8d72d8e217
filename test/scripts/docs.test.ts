import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createScriptPort } from '../../src/workspace/ports/scripts/scripts.ts';

const text = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'scripts.md'), 'utf8');
const examples = Array.from(text.matchAll(/^```(\w+) script\n([^]*?)^```$/gmu), ([, language = '', code = '']) => ({
  language: language === 'js' ? 'javascript' : language,
  code,
  shown: /^(?:\/\/|#) (.*) → (.*)$/mu.exec(code),
}));

const commands: Readonly<Record<string, string>> = { php: 'php', python: '/usr/bin/python3' };

/** What a script would give as text, read where it is JSON. */
function plain(value: string): unknown {
  return JSON.parse(value);
}

describe('the examples of docs/scripts.md', () => {
  it('are there', () => expect(examples.length).toBeGreaterThan(4));

  const isMissing = (command: string | undefined): boolean =>
    command !== undefined && spawnSync(command, ['--version']).status !== 0;
  const [here, missing] = [false, true].map((isGone) =>
    examples.filter(({ language }) => isMissing(commands[language]) === isGone),
  );
  if (missing?.length !== 0) it.skip.each(missing ?? [])('$language: $shown.0', () => undefined);

  it.each(here ?? [])('$language: $shown.0', async ({ language, code, shown }) => {
    const command = commands[language];
    const interpreters = command === undefined ? {} : { [language]: command };
    const host = createScriptPort({ interpreters }).open({ nowMs: 0 });
    try {
      const script = await host.load({ name: 'Example', language, code });
      const given = shown?.[1] ?? 'session expired';
      const { answers } = await script.call({
        payloads: [given.startsWith('"') ? String(plain(given)) : given],
        surroundings: { meta: {}, response: { status: 200, headers: {}, body: given } },
        signal: new AbortController().signal,
      });
      const [answer] = answers;
      if (answer === undefined || 'thrown' in answer) throw new Error(JSON.stringify(answer));
      if (shown === null) expect(answer.rest).toContain('"response_code":4');
      else if (given.startsWith('"')) expect(answer.payload).toBe(plain(shown[2] ?? ''));
      else expect(plain(answer.payload ?? '')).toEqual(plain(shown[2] ?? ''));
    } finally {
      await host.close();
    }
  });
});
