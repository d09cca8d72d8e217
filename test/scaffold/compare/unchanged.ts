import { type Planted, line, list, order } from './planted.ts';

/** Edits that change nothing. */
export const unchanged: readonly Planted[] = [
  {
    name: 'words change',
    edit: (d) =>
      Object.assign(d.at(`${order}/properties/number`), { description: 'Number', title: 'N', examples: ['1'] }),
    expected: [],
  },
  { name: 'the order of things changes', edit: (d) => d.at<unknown[]>(`${list}/parameters`).reverse(), expected: [] },
  {
    name: 'an inline schema gets a name',
    edit: (d) => {
      d.set('/components/schemas/Cash', d.at('/components/schemas/Cash'));
      d.set(`${line}/properties/tags`, { allOf: [d.at(`${line}/properties/tags`)] });
    },
    expected: [],
  },
  {
    name: 'inheritance is written out',
    edit: (d) =>
      d.set('/components/schemas/Customer', {
        type: 'object',
        properties: { name: { type: 'string' }, email: { type: 'string', format: 'email' } },
      }),
    expected: [],
  },
  {
    name: 'a named schema, which may be null here, is opened',
    edit: (d) =>
      d.set(`${order}/properties/parent`, {
        anyOf: [{ allOf: [{ $ref: '#/components/schemas/Order' }] }, { type: 'null' }],
      }),
    expected: [],
  },
  {
    name: 'anyOf becomes oneOf',
    edit: (d) =>
      d.set(`${order}/properties/parent`, { oneOf: [{ type: 'null' }, { $ref: '#/components/schemas/Order' }] }),
    expected: [],
  },
];
