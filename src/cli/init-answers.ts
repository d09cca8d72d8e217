import { ciSystems, hookManagers, type CiSystem, type HookManager, type InitOptions } from '../app/init.ts';
import type { Prompt } from './prompt.ts';

interface Given {
  readonly example?: boolean | undefined;
  readonly hooks?: string | undefined;
  readonly ci?: string | undefined;
  readonly yes: boolean;
}

type Answers = Pick<InitOptions, 'example' | 'hooks' | 'ci'>;

const hookNames: Readonly<Record<HookManager, string>> = {
  'pre-commit': 'pre-commit, of Python',
  lefthook: 'lefthook',
  husky: 'husky',
  'lint-staged': 'lint-staged, started by husky',
  none: 'none',
};

const ciNames: Readonly<Record<CiSystem, string>> = { github: 'GitHub Actions', gitlab: 'GitLab', none: 'none' };

/** What the command line leaves open is asked; `--yes` takes what the folder uses already. */
export async function askHowToInit(
  given: Given,
  usual: Pick<InitOptions, 'hooks' | 'ci'>,
  prompt: Prompt,
): Promise<Answers> {
  const { yes } = given;
  const example =
    given.example ??
    (yes ||
      (await prompt.choose({
        message: 'Write an example to try things on?',
        flag: '--example or --no-example, or --yes for all the usual answers',
        choices: [
          { value: 'yes', name: 'yes: a service, two connectors, a flow and samples' },
          { value: 'no', name: 'no' },
        ],
      })) === 'yes');
  const hooks =
    hookManagers.find((one) => one === given.hooks) ??
    (yes
      ? usual.hooks
      : await prompt.choose({
          message: 'What runs the check before each commit?',
          flag: `--hooks ${hookManagers.join('|')}, or --yes for all the usual answers`,
          choices: usualFirst(hookManagers, usual.hooks).map((value) => ({ value, name: hookNames[value] })),
        }));
  const ci =
    ciSystems.find((one) => one === given.ci) ??
    (yes
      ? usual.ci
      : await prompt.choose({
          message: 'What runs it on each push?',
          flag: `--ci ${ciSystems.join('|')}, or --yes for all the usual answers`,
          choices: usualFirst(ciSystems, usual.ci).map((value) => ({ value, name: ciNames[value] })),
        }));
  return { example, hooks, ci };
}

function usualFirst<Value>(values: readonly Value[], usual: Value): readonly Value[] {
  return [usual, ...values.filter((value) => value !== usual)];
}
