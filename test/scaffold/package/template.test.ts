import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runNode, runTsc } from '../../support/run-node.ts';

const template = join(import.meta.dirname, '..', '..', '..', 'templates', 'connector');

describe('the template of connector packages', () => {
  it.each(['.', 'test'])('type-checks: %s', async (project) => {
    expect(await runTsc(template, project)).toEqual({ exit: 0, output: '' });
  });

  it('passes its own tests', async () => {
    const { exit, output } = await runNode(template, ['--test', 'test/**/*.test.ts']);
    expect(output).toMatch(/^ℹ pass [2-9]\d\d$/mu);
    expect({ exit, failed: exit === 0 ? '' : output }).toEqual({ exit: 0, failed: '' });
  }, 120_000);
});
