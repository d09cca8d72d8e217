import { afterAll, describe, expect, it } from 'vitest';
import { isRunError } from '../../src/contract/errors.ts';
import type { ScriptAnswer, ScriptHost } from '../../src/contract/script.ts';
import { createScriptPort } from '../../src/workspace/ports/scripts/scripts.ts';
import { attempts } from './attempts.ts';

const surroundings = { variables: {}, meta: { shop: 'uk' }, flow: { variables: {} } };
const signal = new AbortController().signal;

describe('the sandbox', () => {
  const limits = { memoryMb: 32, outputLength: 1_000_000 };
  const short = createScriptPort({ ...limits, timeoutMs: 500 }).open({ nowMs: 0 });
  const long = createScriptPort({ ...limits, timeoutMs: 30_000 }).open({ nowMs: 0 });
  afterAll(() => Promise.all([short.close(), long.close()]));

  /** How the script ends, as a run says it. */
  async function ending(body: string, host: ScriptHost): Promise<string> {
    const run = async (): Promise<ScriptAnswer | undefined> => {
      const loaded = await host.load({
        name: 'Attempt',
        language: 'javascript',
        code: `module.exports = function (data) { ${body} }`,
      });
      return (await loaded.call({ payloads: ['{"id":1}'], surroundings, signal })).answers[0];
    };
    try {
      const answer = await run();
      return answer !== undefined && 'thrown' in answer
        ? 'run/script-failed'
        : `it went through: ${JSON.stringify(answer)}`;
    } catch (error) {
      return isRunError(error) ? error.code : `it broke: ${String(error)}`;
    }
  }

  it('meets at least 60 attempts', () => {
    expect(attempts.length).toBeGreaterThanOrEqual(60);
    expect(new Set(attempts.map(([, body]) => body)).size).toBe(attempts.length);
  });

  it.each(attempts)('withstands an attempt at %s', { timeout: 60_000 }, async (_, body, codes) => {
    const host = codes.includes('timeout') ? short : long;
    expect(codes.split(' ')).toContain(await ending(body, host));
    // The next script finds everything as it should be.
    expect(await ending('throw new Error(data.payload + data.meta.shop)', host)).toBe('run/script-failed');
    expect(await ending('return data', host)).toContain('"payload":"{\\"id\\":1}"');
  });
});
