import { expect, it } from 'vitest';
import { shapeOf } from './shape.ts';

const text = { type: 'string' } as const;
const count = { type: 'integer' } as const;

it.each([
  ['nothing is said', {}, undefined],
  ['others are described', { additionalProperties: count }, count],
  ['others are forbidden', { additionalProperties: false }, undefined],
  ['patterns alone are described', { patternProperties: { '^x-': text } }, { anyOf: [text] }],
  [
    'patterns and others',
    { patternProperties: { '^x-': text }, additionalProperties: count },
    { anyOf: [text, count] },
  ],
  ['patterns and no others', { patternProperties: { '^x-': text }, additionalProperties: false }, { anyOf: [text] }],
  ['patterns and anything else', { patternProperties: { '^x-': text }, additionalProperties: true }, true],
])('members without a name of their own, where %s', (_, said, rest) => {
  expect(shapeOf({ type: 'object', properties: { id: text }, ...said })).toMatchObject({ kind: 'object', rest });
});
