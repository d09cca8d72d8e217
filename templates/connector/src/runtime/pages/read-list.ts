import { type PageFault, fault, isFault } from './fault.ts';
import type { PageFacts } from './law.ts';
import { RequestsAhead } from './requests-ahead.ts';
import { ListWatch } from './watch.ts';
import { Window } from './window.ts';

/** More pages than any list is believed to have. */
const mostPages = 10_000;

/** A page with what asked for it. */
export interface ReadPage<Request, Answer> extends PageFacts {
  readonly request: Request;
  readonly answer: Answer;
}

export type NextStep<Request> = { readonly next: Request } | 'end' | PageFault;

/** A list as whoever reads it must know it. `Arrived`: an answer that nobody has read yet. */
export interface ListSource<Request, Answer, Arrived = Answer> {
  readonly first: Request;
  /** Records in front of the first page; absent where nobody knows. */
  readonly start?: number;
  /** Pages are asked for by number or offset. */
  readonly isCounted: boolean;
  /** Requests that may be under way ahead of the page that is read. */
  readonly mostAhead: number;
  /** Some of them may be for pages that are not known to be there. */
  readonly mayGuess: boolean;
  /** Equal for equal requests, and for those alone. */
  keyOf(request: Request): string;
  send(request: Request, number: number, signal: AbortSignal): Promise<Arrived>;
  /** Happens when the page is next: what is read needs many times the memory of what waits. */
  read(arrived: Arrived, request: Request, number: number): Answer | Promise<Answer>;
  /** What the page itself says. */
  factsOf(answer: Answer, number: number, request: Request): PageFacts | PageFault;
  next(page: ReadPage<Request, Answer>): NextStep<Request> | Promise<NextStep<Request>>;
  /** The request that will lead `steps` pages further, if nothing unforeseen happens. */
  guess?(page: ReadPage<Request, Answer>, steps: number): Request | undefined;
  /** Bytes of an answer, where they are known. */
  sizeOf?(answer: Answer): number | undefined;
  /** The error for a fault. */
  failure(found: PageFault, page: Pick<ReadPage<Request, Answer>, 'number' | 'request' | 'answer'>): Error;
}

export interface ListedPage<Answer> {
  readonly answer: Answer;
  readonly number: number;
  readonly count: number | undefined;
}

/**
 * The pages of a list in order, each with its records once. Throws what `failure` makes of a fault, and what `send` and `read`
 * throw for a page that is needed. When the reading ends, for whatever reason, no request is under way any more.
 */
export async function* readList<Request, Answer, Arrived = Answer>(
  source: ListSource<Request, Answer, Arrived>,
): AsyncGenerator<ListedPage<Answer>, void, undefined> {
  const ahead = new RequestsAhead<Request, Arrived>((...page) => source.send(...page), (request) => source.keyOf(request));
  const window = new Window(source.mostAhead, source.mayGuess);
  const watch = new ListWatch(source.isCounted);
  const asked = new Set([source.keyOf(source.first)]);
  let held: ListedPage<Answer>[] = [];
  let { first: request, start: position } = source;
  let stated: Pick<PageFacts, 'total' | 'pages'> = {};

  try {
    for (let number = 1; ; number++) {
      const answer = await source.read(await ahead.take(request, number), request, number);
      const certain = <Value>(found: Value | PageFault): Value => {
        if (isFault(found)) throw source.failure(found, { number, request, answer });
        return found;
      };
      const facts = certain(source.factsOf(answer, number, request));
      position = position === undefined || facts.count === undefined ? undefined : position + facts.count;
      stated = { total: facts.total ?? stated.total, pages: facts.pages ?? stated.pages };
      const page = { ...facts, ...stated, position, request, answer };
      const verdict = certain(watch.see({ ...facts, position }));
      const step = verdict === 'over' ? 'end' : certain(await source.next(page));

      if (step === 'end') certain(missing(page) ?? (verdict === 'hold' ? watch.refusesEnd() : undefined));
      else certain(askAhead(page, number, step.next));

      if (verdict === 'over') held = [];
      else held.push({ answer, number, count: facts.count });
      if (verdict !== 'hold' || step === 'end') {
        yield* held;
        held = [];
      }
      if (step === 'end') return;
      request = step.next;
    }
  } finally {
    await ahead.stop();
  }

  /** Sends for the next page, and for pages behind it as far as that is wise. */
  function askAhead(page: ReadPage<Request, Answer>, number: number, next: Request): PageFault | undefined {
    const key = source.keyOf(next);
    if (asked.has(key)) return fault('loop', 'leads to a page that was asked for already');
    if (number >= mostPages) return fault('loop', `is not the last one, and more than ${mostPages} pages are not read`);
    asked.add(key);
    if (!ahead.fits(next)) window.missed();
    const size = window.sizeAfter(page, source.sizeOf?.(page.answer));
    for (let steps = ahead.count + 1; ahead.count < size; steps++) {
      const coming = steps === 1 ? next : source.guess?.(page, steps);
      if (coming === undefined) return undefined;
      ahead.add(coming, number + steps);
    }
    return undefined;
  }
}

/** A list that ends before its total. */
function missing({ position, total }: PageFacts): PageFault | undefined {
  if (total === undefined || position === undefined || position >= total) return undefined;
  return fault('incomplete', `is the last one, with ${position} records so far of a list that has ${total} by its total`);
}
