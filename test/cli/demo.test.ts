import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runScript } from '../support/run-cli.ts';

it('npm start shows the whole way, and service and flow agree', { timeout: 60_000 }, async () => {
  const { code, out } = await runScript(join('scripts', 'demo.ts'), []);
  expect(code).toBe(0);
  expect(out).toContain('the same, in the same order.');
  expect(out).not.toMatch(/^differs/mu);
});
