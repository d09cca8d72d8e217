import { expect, it } from 'vitest';
import type { RunContext } from './context.ts';
import { compileTemplate, hasVariables, textWithoutVariables, withoutVariables } from './template.ts';

it('fills the first variable also after another text was searched for variables', () => {
  const context = { variables: new Map<string, string>() } as unknown as RunContext; // payload variables need nothing else
  expect(hasVariables('Record [[meta.source_key]] failed')).toBe(true);
  const fill = compileTemplate('[[payload.id]]', context);
  expect(fill({ value: { id: 7 }, format: 'json', meta: {} })).toBe('7');
});

it.each([
  '[[payload.id]]',
  '{{flow.variables.a}}',
  '[[[meta.a]]]',
  String.raw`\[[meta.a]]`,
  String.raw`a\\{{b}} [[`,
  '[[[[',
  'plain',
])('writes a text so that nothing in it is a variable: %s', (text) => {
  const context = { variables: new Map<string, string>(), warn: () => undefined } as unknown as RunContext; // nothing else is asked for
  const written = withoutVariables(text);
  expect(textWithoutVariables(written)).toBe(text);
  expect(compileTemplate(written, context)({ value: { id: 7 }, format: 'json', meta: { a: 'x' } })).toBe(text);
});
