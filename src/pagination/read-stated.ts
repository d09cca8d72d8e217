import { countOf, flagOf } from '../../templates/connector/src/runtime/pages/stated.ts';
import { compilePath } from '../text/path.ts';

/** The number of records or pages that an answer states at a path. */
export function countAt(body: unknown, path: string | undefined): number | undefined {
  return path === undefined ? undefined : countOf(compilePath(path)(body));
}

export function flagAt(body: unknown, path: string | undefined): boolean | undefined {
  return path === undefined ? undefined : flagOf(compilePath(path)(body));
}
