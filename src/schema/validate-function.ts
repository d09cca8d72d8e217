/** A JSON Schema compiled to code at build time. Some keep the first problem after they said `false`. */
export interface ValidateFunction {
  (value: unknown): boolean;
  readonly errors?: readonly { readonly instanceLocation: string; readonly keywordLocation: string }[];
}

/** What a compiled check did not like about the last value, without the value. */
export function firstProblem({ errors }: ValidateFunction): string {
  const [problem] = errors ?? [];
  const place = problem?.instanceLocation.replace(/^#\/?/u, '').replaceAll('/', '.') ?? '';
  const keyword = problem?.keywordLocation.split('/').at(-1) ?? 'form';
  return place === '' ? `they break "${keyword}"` : `"${place}" breaks "${keyword}"`;
}
