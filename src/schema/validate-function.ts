/** A JSON Schema compiled to code at build time. Some keep the first problem after they said `false`. */
export interface ValidateFunction {
  (value: unknown): boolean;
  readonly errors?: readonly { readonly instanceLocation: string; readonly keywordLocation: string }[];
}

/** What a compiled check did not like about the last value, without the value: a clause. */
export function firstProblem({ errors }: ValidateFunction): string {
  const [problem] = errors ?? [];
  const place = problem?.instanceLocation.replace(/^#\/?/u, '').replaceAll('/', '.') ?? '';
  const keyword = problem?.keywordLocation.split('/').at(-1) ?? '';
  const said = Object.hasOwn(saidOf, keyword) ? saidOf[keyword] : undefined;
  if (keyword === 'required')
    return place === '' ? 'one that is needed is missing' : `"${place}" lacks one that is needed`;
  return place === '' ? 'together they are not as they should be' : `"${place}" ${said ?? 'is not as it should be'}`;
}

const saidOf: Readonly<Record<string, string>> = {
  additionalProperties: 'is not known',
  type: 'is of another type than it should be',
  enum: 'is none of the values that it may have',
  const: 'is not the value that it has to be',
  minimum: 'is too small',
  exclusiveMinimum: 'is too small',
  maximum: 'is too large',
  exclusiveMaximum: 'is too large',
  minLength: 'is too short',
  maxLength: 'is too long',
  minItems: 'has too few elements',
  maxItems: 'has too many elements',
  pattern: 'is not written as it should be',
};
