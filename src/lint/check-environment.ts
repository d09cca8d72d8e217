import type { Finding } from '../diagnostics/diagnostic.ts';
import type { EnvironmentFile, Replacements } from '../flow/environment.ts';
import { joinPointer } from '../text/pointer.ts';

/** The names of variables that hold secrets. */
const secretName = /pass(?:word|wd|phrase)?|secret|token|api[_-]?key|private[_-]?key|credential/iu;

/** What is wrong with an environment that its schema accepts. */
export function checkEnvironment({ variables = {}, replacements, flows = {} }: EnvironmentFile): readonly Finding[] {
  return [
    ...Object.entries(variables).flatMap(([name, value]) => checkVariable(name, value)),
    ...checkReplacements(replacements, '/replacements'),
    ...Object.entries(flows).flatMap(([flow, own]) =>
      checkReplacements(own.replacements, joinPointer('/flows', flow, 'replacements')),
    ),
  ];
}

function checkVariable(name: string, value: string): readonly Finding[] {
  if (value === '' || /^(?:secret|env):\/\/./u.test(value) || !secretName.test(name)) return [];
  return [
    {
      code: 'lint/secret-in-environment',
      message: `Variable "${name}" holds its value (***) instead of a reference.`,
      help: `Write "secret://NAME", and keep the value in an environment variable, the .env file or the folder of secrets.`,
      pointer: joinPointer('/variables', name),
    },
  ];
}

/** What is replaced name by name. */
const kinds: readonly string[] = [
  'instances',
  'data_pools',
  'lookups',
  'scripts',
  'caches',
] satisfies readonly (keyof Replacements)[];

function checkReplacements(replacements: Replacements | undefined, pointer: string): readonly Finding[] {
  const { flow_variables: values = {}, priority: _, ...others } = replacements ?? {};
  const names = Object.entries(others).filter(([kind]) => kinds.includes(kind));
  return [
    ...Object.keys(others)
      .filter((kind) => !kinds.includes(kind))
      .map((kind): Finding => ({
        code: 'lint/unknown-replacement',
        message: `Nothing that is called "${kind}" can be replaced.`,
        help: `Write one of: ${[...kinds, 'flow_variables', 'priority'].join(', ')}.`,
        pointer: joinPointer(pointer, kind),
      })),
    ...Object.entries(values).flatMap(([name, value]): readonly Finding[] =>
      value.startsWith('secret://')
        ? [
            {
              code: 'lint/secret-flow-variable',
              message: `Flow variable "${name}" would be a secret, and runs write flow variables down.`,
              help: 'Make it a variable of the environment, and use {{environment.variables.NAME}} in the flow.',
              pointer: joinPointer(pointer, 'flow_variables', name),
            },
          ]
        : [],
    ),
    ...names.flatMap(([kind, pairs = {}]) =>
      Object.entries(pairs)
        .filter(([from, to]) => from === to)
        .map(([from]): Finding => ({
          code: 'lint/idle-replacement',
          message: `"${from}" is replaced by itself.`,
          help: 'Name what takes its place, or take the line away.',
          pointer: joinPointer(pointer, kind, from),
        })),
    ),
  ];
}
