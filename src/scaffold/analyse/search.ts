import type { Operation } from '../api-model.ts';

/** A POST that reads: its path or its name says search, query, list, get or the like. */
export function isSearch({ path, declaredId }: Operation): boolean {
  const last = path.split('/').findLast((part) => part !== '' && !part.includes('{')) ?? '';
  const name = declaredId.split(/[._/]/u).at(-1) ?? '';
  return (
    /(?:^|[_:.-])(?:search|query|list|find|filter|lookup|read|fetch|sync|export-list)$/iu.test(last) ||
    /^(?:search|query|list|find|filter|get|read|fetch|lookup)(?=[A-Z_-])/u.test(last) ||
    /^(?:Search|Query|List|Find|Filter|Get|Read|Fetch|Lookup)(?=[A-Z])/u.test(last) ||
    /(?:[_-](?:search|query|list)|(?:Search|Query|List))$/u.test(last) ||
    /^(?:search|query|list|find)(?=[A-Z_\s-])/u.test(declaredId) ||
    /^(?:search|query|list|find|get)(?=[A-Z])/u.test(name)
  );
}
