import { expect, it } from 'vitest';
import type { RunContext } from './context.ts';
import { compileTemplate, hasVariables } from './template.ts';

it('fills the first variable also after another text was searched for variables', () => {
  const context = { variables: new Map<string, string>() } as unknown as RunContext; // payload variables need nothing else
  expect(hasVariables('Record [[meta.source_key]] failed')).toBe(true);
  const fill = compileTemplate('[[payload.id]]', context);
  expect(fill({ value: { id: 7 }, format: 'json', meta: {} })).toBe('7');
});
