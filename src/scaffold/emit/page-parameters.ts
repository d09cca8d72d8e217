import type { Pagination } from '../../connector/definition.ts';

/** Parameters that pagination sets. */
export function pageParameters(pagination: Pagination | undefined): ReadonlySet<string> {
  const names = ['pageParameter', 'limitParameter', 'offsetParameter', 'tokenParameter'];
  return new Set(
    Object.entries(pagination ?? {}).flatMap(([key, value]) =>
      names.includes(key) && typeof value === 'string' ? [value] : [],
    ),
  );
}
