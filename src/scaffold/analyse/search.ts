import type { Operation } from '../api-model.ts';

/** A POST that reads: its path or its name says search, query or list. */
export function isSearch({ path, declaredId }: Operation): boolean {
  const last = path.split('/').findLast((part) => part !== '' && !part.includes('{')) ?? '';
  return (
    /(?:^|[_:.-])(?:search|query|list|find|filter)$/iu.test(last) ||
    /^(?:search|query|list|find)(?=[A-Z_\s-])/u.test(declaredId)
  );
}
