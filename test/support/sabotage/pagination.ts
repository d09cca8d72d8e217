import type { Page, PageRequest } from '../../../src/contract/define-pagination.ts';
import type { paginationUnitsWithCases } from '../../../src/pagination/cases.ts';
import { checkPagination } from '../check-unit.ts';
import { forEach, sabotages, without, type Sabotage } from './sabotage.ts';

interface Loose {
  readonly first: (request: PageRequest, options: unknown) => PageRequest;
  readonly next: (page: Page, options: unknown) => PageRequest | undefined;
}

/** Every way to break a pagination method. */
export function paginationSabotages({ unit, cases }: (typeof paginationUnitsWithCases)[number]): readonly Sabotage[] {
  const { first, next } = unit as unknown as Loose; // each method has options of its own
  const checks = cases.map((one) => () => checkPagination(unit, one));
  return sabotages(
    { kind: 'pagination', name: unit.method, unit, checks },
    {
      'reads one page only': { next: () => undefined },
      'reads two pages only': {
        next: (page: Page, options: unknown) => (page.number > 1 ? undefined : next(page, options)),
      },
      'asks for the same page again': { next: (page: Page) => page.request },
      'never ends': { next: (page: Page, options: unknown) => next(page, options) ?? further(page) },
      'adds nothing to the first request': { first: (request: PageRequest) => request },
      ...forEach(
        cases.flatMap(({ options = {} }) => Object.keys(options)),
        (key) => [
          `ignores option "${key}"`,
          {
            first: (request: PageRequest, options: unknown) => first(request, without(options, key)),
            next: (page: Page, options: unknown) => next(page, without(options, key)),
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
