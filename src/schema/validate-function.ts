/** A JSON Schema compiled to code at build time. After `false`, `errors` holds the first problem. */
export interface ValidateFunction {
  (value: unknown): boolean;
  readonly errors?: readonly { readonly instancePath: string; readonly message?: string }[] | null;
}

/** What a compiled check did not like about the last value, without the value. */
export function firstProblem({ errors }: ValidateFunction): string {
  const [problem] = errors ?? [];
  if (problem === undefined) return 'they do not have the right form';
  const { instancePath, message = 'is wrong' } = problem;
  return instancePath === '' ? message : `"${instancePath.slice(1).replaceAll('/', '.')}" ${message}`;
}
