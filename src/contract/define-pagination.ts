import type { PageFault } from '../../templates/connector/src/runtime/pages/fault.ts';
import type { PageFacts } from '../../templates/connector/src/runtime/pages/law.ts';
import type { Pagination, PaginationMethod } from '../connector/definition.ts';
import type { JsonObject } from '../text/json.ts';
import type { ScriptName } from './script.ts';

/** What asks for one page. */
export interface PageRequest {
  readonly url: URL;
  /** JSON body, for endpoints that read with one. */
  readonly body?: JsonObject;
  /** What a script wants otherwise than the endpoint says: method, headers (all of them), and the body as text. */
  readonly script?: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly text?: string;
  };
}

/** For methods that are no pure functions. */
export interface PageTools {
  /** Where relative addresses begin. */
  readonly baseUrl: string | undefined;
  /** Calls a script with what was sent and answered; gives the text that it returns. */
  script(wanted: ScriptName): Promise<string | null | undefined>;
}

/** What is read of one page. Its facts are those of the law of lists, which generated packages share. */
export interface Page extends PageFacts {
  readonly request: PageRequest;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed body. */
  readonly body: unknown;
}

export interface NextPage {
  readonly next: PageRequest;
  /** What people should know about it. */
  readonly warning?: string;
}

type OptionsOf<Method extends PaginationMethod> = Extract<Pagination, { method: Method }>;

/** A pagination method: pure functions from one request to the next. */
export interface PaginationUnit<Method extends PaginationMethod = PaginationMethod> {
  readonly method: Method;
  readonly summary: string;
  /** The request for the first page. */
  first(request: PageRequest, options: OptionsOf<Method>): PageRequest;
  /** What an answer states of the whole list. `count`: records on the page, where they cannot be told apart. */
  states?(body: unknown, options: OptionsOf<Method>): Pick<PageFacts, 'total' | 'pages' | 'more' | 'count'>;
  /** The request for the next page, or the end of the list, or why neither is certain. */
  next(
    page: Page,
    options: OptionsOf<Method>,
    tools: PageTools,
  ): NextPage | 'end' | PageFault | Promise<NextPage | 'end' | PageFault>;
  /**
   * For methods that ask for pages by number or offset: the request for the page that is `steps` further, if all pages are
   * as long as this one.
   */
  guess?(page: Omit<Page, 'headers' | 'body'>, steps: number, options: OptionsOf<Method>): PageRequest;
}

export function definePagination<Method extends PaginationMethod>(
  unit: PaginationUnit<Method>,
): PaginationUnit<Method> {
  return unit;
}
