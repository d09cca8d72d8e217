import type { Question } from './decisions.ts';

/** The service that a question belongs to, `''` for none. Ids may have slashes: the longest that fits is meant. */
export function ownerOf({ id }: Pick<Question, 'id'>, services: ReadonlySet<string>): string {
  for (let end = id.lastIndexOf('/'); end > 0; end = id.lastIndexOf('/', end - 1))
    if (services.has(id.slice(0, end))) return id.slice(0, end);
  return '';
}
