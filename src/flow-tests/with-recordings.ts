import type { Finding } from '../diagnostics/diagnostic.ts';
import type { FlowTestFile, Given } from '../flow/flow-test.ts';
import { joinPointer } from '../text/pointer.ts';
import { BadHar, exchangesOfHar } from './read-har.ts';
import { mergeExchanges } from './runnable.ts';

/**
 * The file with the exchanges of its recordings in the place of their names; those that stand in the file itself win over those that
 * have the same request. `read`: the JSON value of a recording. Findings: `test/bad-har`.
 */
export async function withRecordings(
  file: FlowTestFile,
  read: (name: string) => Promise<unknown>,
): Promise<{ readonly file: FlowTestFile; readonly findings: readonly Finding[] }> {
  const findings: Finding[] = [];
  const resolve = async (given: Given | undefined, pointer: string): Promise<{ given?: Given }> => {
    if (given === undefined) return {};
    const { har, ...rest } = given;
    if (har === undefined) return { given };
    try {
      const recorded = exchangesOfHar(await read(har.file), har.instances);
      return { given: { ...rest, exchanges: mergeExchanges(recorded, rest.exchanges ?? []) } };
    } catch (error) {
      if (!(error instanceof BadHar) && !(error instanceof SyntaxError)) throw error;
      findings.push({
        code: 'test/bad-har',
        message: `"${har.file}" cannot be replayed: ${error instanceof BadHar ? error.message : 'It is not JSON.'}`,
        help: 'Give a HAR 1.2 file, and under "instances" the base URL that each instance has in it.',
        pointer: joinPointer(pointer, 'given', 'har', 'file'),
      });
      return { given: rest };
    }
  };
  const tests: FlowTestFile['tests'] = [];
  for (const [index, test] of file.tests.entries()) {
    const at = joinPointer('/tests', index);
    const cases: NonNullable<typeof test.cases> = [];
    for (const [position, one] of (test.cases ?? []).entries())
      cases.push({ ...one, ...(await resolve(one.given, joinPointer(at, 'cases', position))) });
    tests.push({
      ...test,
      ...(await resolve(test.given, at)),
      ...(test.cases === undefined ? {} : { cases }),
    });
  }
  return { file: { ...file, ...(await resolve(file.given, '')), tests }, findings };
}
