import { describe, expect, it } from 'vitest';
import { emitFrom } from '../../support/emit.ts';
import { usePackage } from '../../support/use-package.ts';

const ref = (name: string): { $ref: string } => ({ $ref: `#/components/schemas/${name}` });
const heir = (base: string, properties: object = {}, required: readonly string[] = []): object => ({
  allOf: [ref(base), { type: 'object', properties, required }],
});
const text = { type: 'string' };

function describePets(schemas: object, version = '3.0.3'): object {
  const json = (schema: object): object => ({ content: { 'application/json': { schema } } });
  return {
    openapi: version,
    info: { title: 'Pets', version: '1' },
    servers: [{ url: 'http://localhost' }],
    paths: {
      '/pets': {
        get: {
          operationId: 'list',
          tags: ['pets'],
          responses: { '200': { description: 'Done', ...json({ type: 'array', items: ref('Pet') }) } },
        },
        post: {
          operationId: 'add',
          tags: ['pets'],
          requestBody: { required: true, ...json(ref('Pet')) },
          responses: { '204': { description: 'Done' } },
        },
      },
    },
    components: { schemas },
  };
}

const base = (discriminator: object, kind: object = text): object => ({
  type: 'object',
  required: ['kind'],
  properties: { kind, name: text },
  discriminator,
});
const mapping = { PET: ref('Pet').$ref, DOG: ref('Dog').$ref, CAT: ref('Cat').$ref };
const family = {
  Dog: heir('Pet', { bark: text }, ['bark']),
  Cat: heir('Pet', { friend: ref('Pet') }),
};

describe('a schema with a discriminator stands for those that inherit from it', () => {
  it.each([
    ['itself among them', { Pet: base({ propertyName: 'kind', mapping }), ...family }, 'PetBase | Dog | Cat'],
    [
      'itself not among them',
      { Pet: base({ propertyName: 'kind', mapping: { DOG: mapping.DOG, CAT: mapping.CAT } }), ...family },
      'Dog | Cat',
    ],
    ['without a mapping', { Pet: base({ propertyName: 'kind' }), ...family }, 'PetBase | Dog | Cat'],
    [
      'at any distance',
      { Pet: base({ propertyName: 'kind', mapping: {} }), Dog: heir('Pet'), Puppy: heir('Dog') },
      'PetBase | Dog | Puppy',
    ],
    ['nobody', { Pet: base({ propertyName: 'kind' }) }, undefined],
  ])('%s', async (_, schemas, union) => {
    const types = (await emitFrom(describePets(schemas))).files.get('src/types.ts') ?? '';
    expect(/export type Pet = (.*);/u.exec(types)?.[1]).toBe(union);
    if (union === undefined) expect(types).toContain('export interface Pet {');
    else expect(types).toMatch(/export (?:type|interface) Dog\b[^]*PetBase/u);
  });

  it.each([
    ['by a mapping', base({ propertyName: 'kind', mapping }), family],
    [
      'by their names',
      base({ propertyName: 'kind' }, { type: 'string', enum: ['PET', 'DOG', 'CAT'] }),
      {
        DOG: family.Dog,
        CAT: family.Cat,
      },
    ],
    [
      'by values of their own',
      base({ propertyName: 'kind' }),
      {
        Dog: heir('Pet', { kind: { type: 'string', enum: ['DOG'] }, bark: text }, ['bark']),
        Cat: heir('Pet', { kind: { type: 'string', enum: ['CAT'] }, friend: ref('Pet') }),
      },
    ],
  ])(
    'and is checked as the one that is meant, known %s',
    async (_, pet, heirs) => {
      const output = await usePackage(
        describePets({ Pet: pet, ...heirs }),
        `
import { PetsClient } from '../src/index.ts';
import { TestServer } from './support/server.ts';

const server = await TestServer.start();
const client = new PetsClient({ baseUrl: server.origin, validation: 'strict', onWarning: () => {} });
const answer = (body: unknown) => server.prepare({ status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }, { status: 204 });
const said = (call: PromiseLike<unknown>) => Promise.resolve(call).then((value) => JSON.stringify(value), (error: unknown) => (error as Error).name);
answer([{ kind: 'DOG', bark: 'wuff' }, { kind: 'CAT', friend: { kind: 'DOG', bark: 'w' } }]);
console.log(await said(client.pets.list()));
answer([{ kind: 'DOG' }]);
console.log(await said(client.pets.list()));
answer([{ kind: 'CAT', friend: { kind: 'DOG' } }]);
console.log(await said(client.pets.list()));
server.prepare({ status: 204 });
console.log(await said(client.pets.add({ body: { kind: 'DOG', bark: 'w' } })));
server.prepare({ status: 204 });
console.log(await said(client.pets.add({ body: { kind: 'DOG' } as never })));
await server.close();
`,
      );
      expect(output.trim().split('\n')).toEqual([
        '[{"kind":"DOG","bark":"wuff"},{"kind":"CAT","friend":{"kind":"DOG","bark":"w"}}]',
        'ValidationError',
        'ValidationError',
        'undefined',
        'ValidationError',
      ]);
    },
    60_000,
  );
});
