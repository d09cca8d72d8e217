import { PatternError } from '../contract/define-operator.ts';
import { TerminalError } from '../contract/errors.ts';
import { compilePattern } from '../operators/pattern.ts';

/** A path on the server out of its parts. Values cannot climb out of their place. Errors: `run/bad-url`. */
export function joinPath(...parts: readonly (string | undefined)[]): string {
  const given = parts.filter((part) => part !== undefined && part !== '' && part !== '.');
  const path = given.join('/').replaceAll(/\/{2,}/gu, '/');
  if (
    path === '' ||
    path.endsWith('/') ||
    path.split('/').some((part) => part === '.' || part === '..') ||
    /[\0\r\n]/u.test(path)
  )
    throw new TerminalError({
      code: 'run/bad-url',
      message: `"${path}" is no path of a file: it ends in nothing, or has "." or ".." as a part, or a line break.`,
      help: 'Check "path" of the endpoint, and where its values come from.',
    });
  return path;
}

function folderOf(path: string): string {
  const at = path.lastIndexOf('/');
  if (at < 0) return '.';
  return at === 0 ? '/' : path.slice(0, at);
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The name under which a file is written until it is whole. */
export function partialPath(path: string, key: string): string {
  const folder = folderOf(path);
  const name = `.${nameOf(path)}.${key.slice(0, 12)}.repatch-part`;
  return folder === '.' ? name : joinPath(folder, name);
}

export function isPartial(name: string): boolean {
  return name.endsWith('.repatch-part');
}

/** Takes the whole of a path, from its first to its last character. Errors: `run/bad-pattern`. */
export function compileFilePattern(pattern: string): (path: string) => boolean {
  try {
    const [, inner, flags = ''] = /^\/(.*)\/([a-z]*)$/u.exec(pattern) ?? [];
    const source = inner ?? pattern;
    const { test } = compilePattern(`/^(?:${source.replaceAll(/(?<!\\)\//gu, String.raw`\/`)})$/${flags}`);
    return test;
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    throw new TerminalError({
      code: 'run/bad-pattern',
      message: `The path "${pattern}" is no regular expression that can be used: ${error.message}.`,
      help: error.help ?? 'With "root", "path" is a regular expression; leave "root" out for one file.',
    });
  }
}
