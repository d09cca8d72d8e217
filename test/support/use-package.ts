import { expect } from 'vitest';
import { emitFrom, withFiles } from './emit.ts';
import { runNode, runTsc } from './run-node.ts';

/**
 * What a program prints that uses the package of a description. It is type-checked as strictly as the package, stands in
 * the package's folder `test`, and has the server of its tests: `./support/server.ts`.
 */
export async function usePackage(description: unknown, program: string): Promise<string> {
  const { files } = await emitFrom(description);
  return withFiles(new Map([...files, ['test/use.ts', program]]), async (folder) => {
    expect(await runTsc(folder, '.')).toEqual({ exit: 0, output: '' });
    expect(await runTsc(folder, 'test')).toEqual({ exit: 0, output: '' });
    const { exit, output } = await runNode(folder, ['test/use.ts']);
    expect({ exit, failed: exit === 0 ? '' : output }).toEqual({ exit: 0, failed: '' });
    return output;
  });
}
