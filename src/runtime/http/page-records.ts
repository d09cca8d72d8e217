import { fault, kindOf, type PageFault } from '../../../templates/connector/src/runtime/pages/fault.ts';
import type { Endpoint } from '../../connector/definition.ts';
import { httpPaginationOf } from '../../connector/http-pagination.ts';
import { compilePath, parsePath, printPath } from '../../text/path.ts';
import type { HttpResponse } from '../../contract/ports.ts';

interface Answer {
  readonly value: unknown;
  /** False for text, whose records nobody can tell apart. */
  readonly isReadable: boolean;
  /** XML does not tell an empty list from none. */
  readonly isSoap: boolean;
  /** Nor one element from a list. */
  readonly isXml: boolean;
  readonly response: HttpResponse;
}

/**
 * Finds the records of a page: where the pages are told to have them, or else where the endpoint is. `undefined` where they
 * cannot be told apart. A path that leads to no list is a fault, unless the definition says that such a page has no records.
 */
export function compileRecords(endpoint: Endpoint): (answer: Answer) => readonly unknown[] | undefined | PageFault {
  const { dataPath } = endpoint;
  const pagination = httpPaginationOf(endpoint) ?? { method: 'default' };
  const own = 'dataPath' in pagination ? pagination.dataPath : undefined;
  const paths = [own, dataPath].filter((path) => path !== undefined);
  const lists = (paths.length === 0 ? [''] : paths).map(compileList);
  // The answer of an endpoint without pages may be one record.
  const takesObject = pagination.method === 'default';
  return ({ value, isReadable, isSoap, isXml, response }) => {
    if (response.status === 204 || response.status === 205) return [];
    if (!isReadable) return undefined;
    for (const listIn of lists) {
      const list = listIn(value);
      if (Array.isArray(list)) return list;
      if (isXml && paths.length > 0 && list !== undefined && list !== null) return list === '' ? [] : [list];
    }
    if (paths.length === 0) return undefined;
    const found = lists.map((listIn) => listIn(value)).findLast((one) => one !== undefined);
    if (found === undefined || found === null) {
      if (isSoap || isXml || pagination.allowEmpty === true) return [];
    } else if (takesObject) return undefined;
    return fault(
      'no-list',
      `has ${found === undefined ? 'nothing' : kindOf(found)} at "${paths.join('" and "')}", where its records should be`,
    );
  };
}

/** What stands at a path; for one with a `*`, a list only if that is where the first `*` is. */
function compileList(path: string): (body: unknown) => unknown {
  const segments = parsePath(path);
  const every = segments.findIndex(({ kind }) => kind === 'every');
  const read = compilePath(path);
  if (every < 0) return read;
  const head = compilePath(printPath(segments.slice(0, every)));
  return (body) => {
    const list = head(body);
    return Array.isArray(list) ? read(body) : list;
  };
}
