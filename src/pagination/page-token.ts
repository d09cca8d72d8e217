import { isFault } from '../../templates/connector/src/runtime/pages/fault.ts';
import { lastRecordStep, tokenStep } from '../../templates/connector/src/runtime/pages/law.ts';
import { compilePath, parsePath, printPath, type PathSegment } from '../text/path.ts';
import { definePagination } from '../contract/define-pagination.ts';
import { flagAt } from './read-stated.ts';
import { optional, withParameters } from './with-parameters.ts';

export default definePagination({
  method: 'Next page token',
  summary: 'Sends the token of the response body back as a parameter, until there is none.',
  first: (request, { limitParameter, limit, in: place }) =>
    withParameters(request, optional(limitParameter, limit), place),
  next({ request, body, count }, options) {
    const { tokenParameter, tokenPath, hasMorePath, in: place } = options;
    const more = flagAt(body, hasMorePath);
    const path = parsePath(tokenPath);
    const step = path.some(({ kind }) => kind === 'every')
      ? lastRecordStep(lastAt(body, path), more, count, options)
      : tokenStep(compilePath(tokenPath)(body), more, count, options);
    if (step === 'end' || isFault(step)) return step;
    return { next: withParameters(request, { [tokenParameter]: step.token }, place) };
  },
});

/** What stands at a path in the last element of a list, and not in the last that has it; `undefined` in an empty list. */
function lastAt(value: unknown, path: readonly PathSegment[]): { readonly stated: unknown } | undefined {
  const every = path.findIndex(({ kind }) => kind === 'every');
  const found = compilePath(printPath(every < 0 ? path : path.slice(0, every)))(value);
  if (every < 0 || !Array.isArray(found)) return { stated: every < 0 ? found : undefined };
  return found.length === 0 ? undefined : lastAt(found.at(-1), path.slice(every + 1));
}
