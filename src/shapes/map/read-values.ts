import { TerminalError } from '../../contract/errors.ts';
import { compilePath, parsePath, printPath } from '../../text/path.ts';

/**
 * Compiles a source path to a reader. With wildcards it gives all values in one list, without the missing ones; a list that
 * is missing or null has no values. Anything else in its place fails the payload: it would look like an empty list.
 * Errors: TerminalError `run/not-a-list`.
 */
export function compileValues(path: string, step: string): (root: unknown) => unknown {
  const segments = parsePath(path);
  const split = segments.findIndex(({ kind }) => kind === 'every');
  if (split < 0) return compilePath(path);
  const listPath = printPath(segments.slice(0, split));
  const head = compilePath(listPath);
  const rest = segments.slice(split + 1);
  const tail = compileValues(printPath(rest), step);
  const isNested = rest.some(({ kind }) => kind === 'every');
  return (root) => {
    const list = head(root);
    const found: unknown[] = [];
    if (list === undefined || list === null) return found;
    if (!Array.isArray(list)) return noList(listPath, step);
    for (const element of list as readonly unknown[]) {
      const value = tail(element);
      if (isNested) for (const one of value as readonly unknown[]) found.push(one); // a list, as above
      else if (value !== undefined) found.push(value);
    }
    return found;
  };
}

export function noList(listPath: string, step: string): never {
  throw new TerminalError({
    code: 'run/not-a-list',
    message: `Step "${step}" maps every element of "${listPath}", which is not a list.`,
    help: 'Correct the source path, or the record at its source.',
    step,
  });
}
