import { expect, it } from 'vitest';
import { createPrompt, type Prompt } from './prompt.ts';
import { capturedIo } from '../../test/support/captured-io.ts';
import { askWhatToScaffold } from './scaffold-answers.ts';

/** Answers questions from a list, and remembers which flag each one stands for. */
function scripted(...answers: readonly string[]): Prompt & { readonly flags: readonly string[] } {
  const flags: string[] = [];
  const next = (flag: string): string => {
    flags.push(flag);
    return answers[flags.length - 1] ?? '';
  };
  return {
    flags,
    text: ({ flag }) => Promise.resolve(next(flag)),
    choose: ({ flag, choices }) => {
      const wanted = next(flag);
      const found = choices.find(({ value }) => value === wanted);
      return found === undefined ? Promise.reject(new Error(wanted)) : Promise.resolve(found.value);
    },
  };
}

it('asks nothing that was given', async () => {
  const prompt = scripted();
  expect(await askWhatToScaffold({ spec: 'api.yaml', blank: false }, prompt)).toEqual({ file: 'api.yaml' });
  const given = { blank: true, name: 'Shop', 'base-url': 'https://a.test', auth: 'basic' };
  expect(await askWhatToScaffold(given, prompt)).toEqual({
    blank: { name: 'Shop', baseUrl: 'https://a.test', auth: 'basic' },
  });
  expect(prompt.flags).toEqual([]);
});

it('asks for a file, or for all that a blank starter needs', async () => {
  expect(await askWhatToScaffold({ blank: false }, scripted('file', 'api.yaml'))).toEqual({ file: 'api.yaml' });
  const prompt = scripted('blank', 'Shop', 'https://a.test', 'oauth2');
  expect(await askWhatToScaffold({ blank: false }, prompt)).toEqual({
    blank: { name: 'Shop', baseUrl: 'https://a.test', auth: 'oauth2' },
  });
  expect(prompt.flags.slice(1)).toEqual(['--name NAME', '--base-url URL', '--auth none|basic|bearer|api-key|oauth2']);
});

it('names the flag where nobody can answer', async () => {
  const { io } = capturedIo();
  await expect(askWhatToScaffold({ blank: true }, createPrompt(io, false))).rejects.toMatchObject({
    code: 'cli/missing-value',
    help: 'Give --name NAME.',
    exit: 2,
  });
});
