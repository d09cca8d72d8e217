import { expect, it } from 'vitest';

it('the package exports the public API', async () => {
  const name = '@repatch/cli';
  const api = (await import(name)) as Record<string, unknown>; // resolved through "exports" of package.json
  expect(Object.keys(api).toSorted()).toEqual([
    'CliError',
    'convertBundle',
    'convertFile',
    'runFile',
    'runFlow',
    'runService',
    'scaffoldFile',
    'validateFiles',
  ]);
});
