import type { NextPage, Page, PageRequest } from '../../../src/contract/define-pagination.ts';
import type { paginationUnitsWithCases } from '../../../src/pagination/cases.ts';
import { checkPagination } from '../check-unit.ts';
import { forEach, sabotages, where, without, type Sabotage } from './sabotage.ts';

type Step = NextPage | 'end' | object;

interface Loose {
  readonly first: (request: PageRequest, options: unknown) => PageRequest;
  readonly next: (page: Page, options: unknown, tools: unknown) => Step | Promise<Step>;
  readonly states?: (body: unknown, options: unknown) => object;
}

/** Whoever reads the pages looks at these, whatever the method. */
const notOfTheMethod: ReadonlySet<string> = new Set(['dataPath', 'allowEmpty']);

/** Every way to break a pagination method. */
export function paginationSabotages({ unit, cases }: (typeof paginationUnitsWithCases)[number]): readonly Sabotage[] {
  const { first, next, states } = unit as unknown as Loose; // each method has options of its own
  const checks = cases.map((one) => () => checkPagination(unit, one));
  return sabotages(
    { kind: 'pagination', name: unit.method, unit, checks },
    {
      'reads one page only': { next: () => 'end' },
      'reads two pages only': {
        next: (page: Page, options: unknown, tools: unknown) => (page.number > 1 ? 'end' : next(page, options, tools)),
      },
      'asks for the same page again': { next: ({ request }: Page) => ({ next: request }) },
      'never ends': {
        async next(page: Page, options: unknown, tools: unknown) {
          const step = await next(page, options, tools);
          return typeof step === 'object' && 'next' in step ? step : { next: further(page) };
        },
      },
      ...where(states !== undefined, { 'says nothing of the whole list': { states: () => ({}) } }),
      'adds nothing to the first request': { first: (request: PageRequest) => request },
      ...forEach(
        cases.flatMap(({ options = {} }) => Object.keys(options)).filter((key) => !notOfTheMethod.has(key)),
        (key) => [
          `ignores option "${key}"`,
          {
            first: (request: PageRequest, options: unknown) => first(request, without(options, key)),
            next: (page: Page, options: unknown, tools: unknown) => next(page, without(options, key), tools),
            ...(states === undefined
              ? {}
              : { states: (body: unknown, options: unknown) => states(body, without(options, key)) }),
          },
        ],
      ),
    },
  );
}

function further({ request, number }: Page): PageRequest {
  const url = new URL(request.url);
  url.searchParams.set('sabotage', String(number));
  return { ...request, url };
}
