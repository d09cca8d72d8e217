import { parsePath, printPath } from '../../text/path.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

interface Paths {
  readonly source: string;
  readonly target: string;
}

export default defineConversionRule({
  name: 'list-mapping-to-rule',
  construct: 'Mapping row that crosses a list on one side only, or more lists on one side',
  becomes: 'Rule with paired wildcards, or what somebody chooses',
  class: 'decision',
  difference:
    'Elements pair when both sides cross as many lists; otherwise the service does not say what happens to them.',
  /** The paths of the rule; `undefined`: the row is left out. */
  convert(scope: Claiming<ServiceScope>, paths: Paths, index: number, takesList: boolean): Paths | undefined {
    const from = countLists(paths.source);
    const to = countLists(paths.target);
    if (from === to || (from > to && takesList)) return paths;
    const leaveOut = { value: 'leave-row-out', effect: 'The destination field is not sent.' };
    const first = (where: string): { value: string; effect: string } => ({
      value: 'first-element',
      effect: `Only the first element ${where}.`,
    });
    const choice =
      from > to
        ? {
            options: [{ value: 'all-as-list', effect: 'All values are sent as one list.' }, first('is sent'), leaveOut],
            recommended: 'all-as-list',
          }
        : from === 0
          ? {
              options: [
                { value: 'every-element', effect: 'Every element gets the value.' },
                first('gets it'),
                leaveOut,
              ],
              recommended: 'every-element',
            }
          : { options: [first('gets it'), leaveOut], recommended: 'first-element' };
    const answer = scope.decide(
      {
        kind: `list/${index}`,
        question: `The mapping from "${paths.source}" to "${paths.target}" crosses ${from} and ${to} lists. What is sent?`,
        ...choice,
        code: 'convert/crosses-list',
      },
      `mappings/${index}`,
    );
    if (answer === 'leave-row-out') return undefined;
    if (answer !== 'first-element') return paths;
    return from > to
      ? { ...paths, source: firstElements(paths.source, to) }
      : { ...paths, target: firstElements(paths.target, from) };
  },
});

function countLists(path: string): number {
  return parsePath(path).filter(({ kind }) => kind === 'every').length;
}

/** The path with the first element in place of every list but the first `kept`. */
function firstElements(path: string, kept: number): string {
  let lists = 0;
  return printPath(
    parsePath(path).map((segment) =>
      segment.kind === 'every' && ++lists > kept ? { kind: 'key' as const, key: '0' } : segment,
    ),
  );
}
