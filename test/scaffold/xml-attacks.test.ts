import { join } from 'node:path';
import { execaSync } from 'execa';
import { expect, it } from 'vitest';

interface Outcome {
  readonly results: readonly { readonly name: string; readonly codes: readonly string[]; readonly answer: string }[];
  readonly megabytes: number;
}

it('refuses 100 hostile documents by code, as descriptions and as answers, in less than 300 MB', () => {
  const script = join(import.meta.dirname, '../support/run-xml-attacks.ts');
  const { stdout, stderr } = execaSync(process.execPath, ['--expose-gc', script], { reject: false });
  expect(stderr).toBe('');
  const { results, megabytes } = JSON.parse(stdout) as Outcome;
  expect(results).toHaveLength(100);
  expect(
    results.filter(({ codes }) => codes.length === 0 || codes.some((code) => !/^scaffold\/(?:xml|wsdl)-/u.test(code))),
  ).toEqual([]);
  expect(results.filter(({ answer }) => answer !== 'XmlError' && answer !== 'SoapHttpError')).toEqual([]);
  expect(megabytes).toBeLessThan(300);
}, 120_000);
