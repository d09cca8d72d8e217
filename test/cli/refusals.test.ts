import { describe, expect, it } from 'vitest';
import { repatch } from '../support/run-cli.ts';

describe('what a command line gets wrong is named by its code', () => {
  it.each([
    [['explain', 'lint/no-bad-crom'], 'cli/unknown-code', 'Did you mean "lint/no-bad-cron"?'],
    [['schema', 'flou'], 'cli/unknown-schema', 'Did you mean "flow"?'],
    [['validat'], 'cli/unknown-command', 'Did you mean "repatch validate"?'],
    [['run', 'fixtures/flows/ok/orders.flow.json', '--payload', 'fixtures'], 'cli/cannot-read', 'folder'],
  ])('%j', async (args, code, hint) => {
    const { out } = await repatch([...args, '--json']);
    const { error } = JSON.parse(out) as { error: { code: string; message: string; help?: string } };
    expect(error.code).toBe(code);
    expect(`${error.message} ${error.help ?? ''}`).toContain(hint);
  });
});
