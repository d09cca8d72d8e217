import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { planted, plantedMutants } from '../scripts/sabotage/planted.ts';

// Whether they are noticed, "npm run sabotage -- --planted" says: it breaks a copy of the repository.
test('every planted error stands at one place of its file and changes it', () => {
  const mutants = plantedMutants(dirname(import.meta.dirname));
  expect(mutants.length).toBeGreaterThanOrEqual(25);
  expect(new Set(mutants.map(({ change }) => change)).size).toBe(planted.length);
});
