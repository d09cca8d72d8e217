import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import type { JsonSchema } from '../../../src/scaffold/api-model.ts';
import { fits } from '../../../src/scaffold/emit/package/fits.ts';
import { sampleOf } from '../../../src/scaffold/emit/package/samples.ts';
import { validatorOf } from '../../../src/scaffold/emit/package/validators.ts';
import * as builders from '../../../templates/connector/src/runtime/schema.ts';

const names = ['Node', 'Leaf'];
const scalar = fc.oneof(fc.string({ maxLength: 4 }), fc.integer({ min: -9, max: 9 }), fc.boolean(), fc.constant(null));
const member = fc.constantFrom('a', 'b', 'na-me', 'constructor', 'toString');

const { schema } = fc.letrec<{ schema: JsonSchema }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<JsonSchema>(
      true,
      {},
      { type: 'boolean' },
      { type: 'null' },
      { type: 'string', minLength: 2, maxLength: 5 },
      { type: 'string', pattern: '^[a-c]+$' },
      { type: 'string', format: 'date-time' },
      { type: ['string', 'null'] },
      { type: 'integer', minimum: 1, exclusiveMaximum: 9 },
      { type: 'number', multipleOf: 0.5 },
      { type: ['integer', 'string'] },
      { const: 'tag' },
    ),
    fc.constantFrom(...names).map((name) => ({ $ref: `#/$defs/${name}` })),
    fc.array(scalar, { minLength: 1, maxLength: 3 }).map((values) => ({ enum: values })),
    fc.record({ items: tie('schema'), minItems: fc.nat(2) }).map((parts) => ({ type: 'array', ...parts })),
    fc.array(tie('schema'), { minLength: 1, maxLength: 2 }).map((items) => ({ type: 'array', prefixItems: items })),
    fc
      .tuple(fc.dictionary(member, tie('schema'), { maxKeys: 3 }), fc.subarray(['a', 'b', 'x']))
      .map(([properties, required]) => ({ type: 'object', properties, required })),
    tie('schema').map((rest) => ({ type: 'object', additionalProperties: rest })),
    fc.array(tie('schema'), { minLength: 1, maxLength: 3 }).map((options) => ({ anyOf: options })),
    fc.array(tie('schema'), { minLength: 1, maxLength: 2 }).map((parts) => ({ allOf: parts })),
  ) as fc.Arbitrary<JsonSchema>,
}));

const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.dictionary(member, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 }),
);

/** The validators of a set of schemas, as the package would build them. */
function build(schemas: ReadonlyMap<string, JsonSchema>): ReadonlyMap<string, () => z.ZodType> {
  const built: Record<string, () => z.ZodType> = {};
  for (const [name, one] of schemas) {
    const code = validatorOf(one, { prefix: 'schemas.', note: () => {} });
    built[name] = builders.lazy(
      // oxlint-disable-next-line typescript/no-implied-eval -- the generated code is what is under test
      new Function('s', 'schemas', `return ${code};`).bind(undefined, builders, built) as () => z.ZodType,
    );
  }
  return new Map(Object.entries(built));
}

type Issue = z.core.$ZodIssue;
function isSoft(issue: Issue): boolean {
  if (issue.code === 'custom') return issue.params?.['soft'] === true;
  return issue.code === 'invalid_union' && issue.errors.some((errors) => errors.length > 0 && errors.every(isSoft));
}

const settings = { numRuns: 300, seed: 20_26 };
const family = fc
  .record({ Root: schema, Node: schema, Leaf: schema })
  .map((parts) => new Map<string, JsonSchema>(Object.entries(parts)));

/** References that lead to nothing but themselves are opened before anything is written. */
function isGrounded(schemas: ReadonlyMap<string, JsonSchema>): boolean {
  const leads = (one: JsonSchema | undefined, seen: readonly string[]): boolean => {
    if (typeof one !== 'object') return true;
    const name = one.$ref?.slice('#/$defs/'.length);
    if (name !== undefined) return !seen.includes(name) && leads(schemas.get(name), [...seen, name]);
    return [...(one.allOf ?? []), ...(one.anyOf ?? [])].every((part) => leads(part, seen));
  };
  return [...schemas].every(([name, one]) => leads(one, [name]));
}

describe('samples and validators', () => {
  it('whatever passes as an example passes the validator', () => {
    fc.assert(
      fc.property(family.filter(isGrounded), value, (schemas, candidate) => {
        const root = schemas.get('Root') ?? true;
        fc.pre(fits(root, candidate, schemas));
        expect(build(schemas).get('Root')?.().safeParse(candidate).error?.issues).toBeUndefined();
      }),
      { ...settings, maxSkipsPerRun: 1000 },
    );
  });

  it('whatever the validator takes is an example, new values of enumerations aside', () => {
    fc.assert(
      fc.property(family.filter(isGrounded), value, (schemas, candidate) => {
        const result = build(schemas).get('Root')?.().safeParse(candidate);
        fc.pre(result?.success === true);
        expect(fits(schemas.get('Root') ?? true, candidate, schemas)).toBe(true);
      }),
      { ...settings, maxSkipsPerRun: 1000 },
    );
  });

  it('a sample that counts as exact passes, and any sample can be made', () => {
    let exact = 0;
    fc.assert(
      fc.property(family.filter(isGrounded), (schemas) => {
        const root = schemas.get('Root') ?? true;
        const sample = sampleOf(root, schemas);
        if (!sample.isExact) return;
        exact += 1;
        const issues = build(schemas).get('Root')?.().safeParse(sample.value).error?.issues ?? [];
        expect(issues.filter((issue) => !isSoft(issue))).toEqual([]);
      }),
      settings,
    );
    expect(exact).toBeGreaterThan(settings.numRuns / 2);
  });
});
