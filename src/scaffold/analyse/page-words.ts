import type { Operation } from '../api-model.ts';
import { wordsOf } from './words.ts';

/** Parents that say nothing of what their members mean: `searchCriteria[currentPage]`, `query.paging.cursor`. */
const holders =
  /(?:^|_)(?:page|pages|paging|pagination|paginate|pager|cursor|criteria|request|req|query|search|options?|params?|parameters|input|body|list|args)(?:$|_)/u;

/** Vendors put their own mark before parameters: `sysparm_limit`, `x-page`. */
const marks = /^(?:odata_)?(?:[a-z]*para?m|x)_(?=[a-z])/u;

/**
 * What a name may mean, in words joined by "_": `page[size]` is page_size and size, `created[after]` only created_after,
 * because whose members are dates asks for none of them by itself.
 */
function meanings(name: string, parents: readonly string[] = []): readonly string[] {
  const steps = [...parents, ...name.replace(/^@odata\./iu, 'odata_').split(/[[\].]+/u)].filter((step) => step !== '');
  const plain = steps.map((step) => wordsOf(step).join('_'));
  const last = (plain.at(-1) ?? '').replace(marks, '');
  if (plain.length < 2) return [last];
  const near = plain.at(-2) ?? '';
  const whole = `${near}_${last}`;
  return plain.slice(0, -1).every((parent) => holders.test(parent)) ? [whole, last] : [whole];
}

/** Whether one of the meanings of a name is of a kind. */
export function means(kind: RegExp, name: string, parents: readonly string[] = []): boolean {
  return meanings(name, parents).some((meaning) => kind.test(meaning));
}

/** Names of what is asked for, by what they mean. */
export const asks = {
  page: /^(?:(?:current|requested|result|results|start|starting|list)_?)?page(?:_?(?:number|no|num|nbr|nr|index|idx))?$|^(?:pg|p|page_page)$/u,
  limit:
    /^(?:(?:default_|max_|requested_)?page_?(?:size|limit|length|count|rows)|(?:page_)?per_?page|(?:page_|query_)?limit(?:_?(?:size|count))?|max(?:_?(?:results?|items?|records?|entries|rows|count|number|keys|page_?size|results?_?per_?page))?|size|count|rows|top|take|first|fetch|length|(?:items|results|records|entries|rows|objects|elements)_?per_?page|num_?(?:items|results|records|rows)|number_?of_?(?:items|records|results|rows)|batch_?size|results?_?(?:count|limit|size))$/u,
  offset:
    /^(?:(?:page_|record_?|result_?|row_?)?offset|skip(?:_?count)?|start(?:_?(?:index|at|row|position|record|offset|from|item))?|from(?:_?(?:index|record|row))?|first_?(?:result|record|row|item)|begin(?:_?index)?)$/u,
  token:
    /^(?:(?:next_?|page_?|paging_?|pagination_?|start_?|starting_?|sync_?|cursor_?paging_)?cursor|(?:page_|starting_?|start_?|search_?|cursor_)?after(?:_?(?:cursor|id|key))?|(?:next_?)?page_?token|next(?:_?(?:token|cursor|page|key|page_?token|marker|record|batch))?|continuation(?:_?(?:token|key))?|continue|pagination_?(?:token|key)|paging_?token|(?:next_?|start_?)?marker|bookmark|scroll(?:_?(?:id|param|token))|page_?info|starting_?token|iterator|sequence_?id|sync_?token|delta_?token|skip_?token|(?:exclusive_?)?start_?key|last_?(?:evaluated_?)?key|resume_?token|next_?link_?token)$/u,
  /** Asks for what follows a record, by something of that record. */
  keyset:
    /^(?:since(?:_?id)?|after(?:_?id)?|last_?(?:seen_?)?id|min_?id|from_?id|start(?:ing)?_?after|offset|id_?(?:gt|greater_?than)|greater_?than_?id|last_?record)$/u,
} as const;

/** Names of what answers state, by what they mean. */
export const states = {
  nextUrl:
    /^(?:next|next_?page|odata_next_link|next_?(?:page_?|records?_?|results?_?|set_?)?(?:url|uri|link|href|path))$/u,
  nextToken:
    /^(?:next(?:_?page)?(?:_?(?:token|cursor|marker|key|id|page_?token|batch))|(?:(?:end|next|after|page|paging)_?)?cursor|continuation(?:_?(?:token|key))?|page_?token|after(?:_?(?:cursor|id|key))?|last_?(?:id|(?:evaluated_?)?key)|pagination_?(?:token|key)|scroll(?:_?(?:id|param|token))|bookmark|search_?after|skip_?token|next(?:_?page)?)$/u,
  hasMore:
    /^(?:has_?(?:more|next(?:_?page)?|more_?(?:items|results|records|pages|data|rows|entries))|more|more_?(?:items|records|results|pages|data|entries)(?:_?(?:in_?collection|available|exists?))?|more_?available|is_?truncated|truncated)$/u,
  total:
    /^(?:total|total_?(?:count|items|results|records|elements|size|number|hits|rows|entries|found|matches|objects|entities)|odata_count|full_?count|num_?found|x_?total_?count|found_?count)$/u,
  /** Of the page, or of the list: the description tells. */
  count: /^(?:(?:records?|items?|results?)_?)?count$/u,
  pages: /^(?:total_?pages?|pages?_?(?:count|total)|last_?page|num_?pages|number_?of_?pages|pages|max_?page)$/u,
} as const;

/** Whether the query asks for a part of a list: a page, an offset or a token, beside the size of that part. */
export function asksForPart({ parameters }: Operation): boolean {
  const names = parameters.flatMap(({ in: place, name }) => (place === 'query' ? [name] : []));
  const some = (kind: RegExp): boolean => names.some((name) => means(kind, name));
  return some(asks.limit) && (some(asks.page) || some(asks.offset) || some(asks.token));
}
