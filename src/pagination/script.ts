import { fault, isFault, kindOf, type PageFault } from '../../templates/connector/src/runtime/pages/fault.ts';
import { urlStep } from '../../templates/connector/src/runtime/pages/next-url.ts';
import { definePagination, type PageRequest } from '../contract/define-pagination.ts';
import { isObject, type JsonObject } from '../text/json.ts';
import { parseJson } from '../text/json-codec.ts';
import { nextOf } from './next-of.ts';

/** The script sees each page, and says whether there is another one and how it is asked for. */
export default definePagination({
  method: 'Script',
  summary: 'Asks a custom script, which sees what was sent and answered, for the next request.',
  first: (request) => request,
  async next({ request }, options, tools) {
    const text = await tools.script(options.script);
    const said = read(text);
    if (isFault(said)) return said;
    const { has_next_page: more, url, method, headers, body } = said;
    if (more === false) return 'end';
    if (more !== true)
      return fault('bad-next', `has a script whose "has_next_page" is ${shown(more)} instead of true or false`);
    if (url === undefined || url === null || url === '')
      return fault('bad-next', 'has a script that knows of another page and names no "url" for it');
    const own = overrides(method, headers, body);
    if (isFault(own)) return own;
    const { body: _, ...asked } = request;
    const before: PageRequest = own.text === undefined ? request : asked;
    const step = nextOf(urlStep(url, request.url, undefined, {}), before);
    if (step === 'end' || isFault(step)) return step;
    const script = { ...request.script, ...own };
    return Object.keys(script).length === 0 ? step : { ...step, next: { ...step.next, script } };
  },
});

function read(text: string | null | undefined): JsonObject | PageFault {
  if (text === undefined || text === null)
    return fault('bad-next', 'has a script that returned no payload for the next page');
  let value: unknown;
  try {
    value = parseJson(text);
  } catch {
    value = undefined;
  }
  return isObject(value) ? value : fault('bad-next', 'has a script whose payload for the next page is no JSON object');
}

function overrides(method: unknown, headers: unknown, body: unknown): NonNullable<PageRequest['script']> | PageFault {
  if (method !== undefined && method !== null && typeof method !== 'string')
    return fault('bad-next', `has a script whose "method" is ${kindOf(method)}`);
  // An empty map is an empty list in PHP.
  const named = Array.isArray(headers) && headers.length === 0 ? {} : (headers ?? undefined);
  if (named !== undefined && !isObject(named))
    return fault('bad-next', `has a script whose "headers" are ${kindOf(named)}`);
  return {
    ...(typeof method === 'string' && method !== '' ? { method: method.toUpperCase() } : {}),
    ...(named === undefined ? {} : { headers: textsOf(named) }),
    ...(body === undefined || body === null || body === ''
      ? {}
      : { text: typeof body === 'string' ? body : JSON.stringify(body) }),
  };
}

function textsOf(headers: JsonObject): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : String(value as string),
    ]),
  );
}

function shown(value: unknown): string {
  return value === undefined ? 'missing' : kindOf(value);
}
