import { afterEach, describe, expect, it } from 'vitest';
import type { Failure, RunResult } from '../../src/contract/events.ts';
import { testPorts, type TestPorts } from '../support/fake-ports.ts';
import { flowOf, pull, push, run } from '../support/flows.ts';
import { startServer, type Answer, type Received, type TestServer } from '../support/http-server.ts';

let server: TestServer;
afterEach(() => server.close());

const secret = "Qz7canary s3cr+t=é!'x";
const connector = {
  variables: [{ key: 'hook', label: 'Hook', secret: true }],
  endpoints: [
    { name: 'List orders', direction: 'Receive', method: 'GET', url: '/orders' },
    {
      name: 'Create order',
      direction: 'Send',
      method: 'POST',
      url: '/sink/{{hook}}',
      params: [{ in: 'url', key: 'k', value: '{{hook}}' }],
    },
  ],
};

async function failuresOf(
  steps: readonly object[],
  answer: (request: Received) => Answer | 'drop',
  ports: TestPorts = testPorts({ HOOK: secret }),
): Promise<RunResult> {
  server = await startServer(answer);
  return run(
    flowOf(steps, connector),
    ports,
    { baseUrl: server.origin, hook: 'secret://HOOK' },
    { payload: { id: 7 } },
  );
}

const shownUrl = (): string => `${server.origin}/sink/***?k=***`;

describe('a failure names request and answer', () => {
  it.each([
    ['refused', 'run/rejected', { status: 422, json: { message: 'sku is unknown' } }, '{"message":"sku is unknown"}'],
    ['broken', 'run/server-error', { status: 500, json: { message: 'oops' } }, '{"message":"oops"}'],
    ['limited', 'run/rate-limited', { status: 429, json: { message: 'slow down' } }, '{"message":"slow down"}'],
    ['unauthorised', 'run/unauthorised', { status: 401, json: { message: 'who?' } }, '{"message":"who?"}'],
    [
      'not JSON',
      'run/bad-answer',
      { status: 200, xml: '<html>', headers: { 'content-type': 'application/json' } },
      '<html>',
    ],
  ])('when a push is %s', async (_, code, answer, shown) => {
    const { failures } = await failuresOf([push()], () => answer);
    expect(failures).toMatchObject([
      {
        code,
        step: 'Push',
        status: answer.status,
        origin: { key: '7' },
        request: { method: 'POST', url: shownUrl() },
        answer: shown,
      },
    ]);
  });

  it('when a page cannot be had or read', async () => {
    const answers: readonly Answer[] = [
      { status: 404, json: 'gone' },
      { xml: 'no JSON', headers: { 'content-type': 'application/json' } },
    ];
    for (const answer of answers) {
      const { failures } = await failuresOf([pull()], () => answer);
      expect(failures).toMatchObject([{ step: 'Pull', request: { method: 'GET', url: `${server.origin}/orders` } }]);
      expect(failures[0]?.answer).toMatch(/gone|no JSON/u);
      if (answer !== answers.at(-1)) await server.close();
    }
  });

  it('when the connection breaks, without an answer', async () => {
    const { failures } = await failuresOf([push()], () => 'drop');
    expect(failures).toMatchObject([{ code: 'run/connection-failed', request: { method: 'POST', url: shownUrl() } }]);
    expect(failures[0]).not.toHaveProperty('answer');
  });

  it('also in the log', async () => {
    const ports = testPorts({ HOOK: secret });
    const { failures } = await failuresOf([push()], () => ({ status: 422, json: 'no' }), ports);
    const logged = ports.events.flatMap((event) => (event.event === 'payload-failed' ? [event.failure] : []));
    expect(logged).toEqual(failures);
  });
});

describe('what is shown of an answer', () => {
  const answered = async (answer: Answer): Promise<Failure | undefined> =>
    (await failuresOf([push()], () => ({ status: 422, ...answer }))).failures[0];

  it('is its first 500 characters', async () => {
    expect((await answered({ xml: `${'x'.repeat(499)}yz` }))?.answer).toBe(`${'x'.repeat(499)}y`);
  });

  it('has no secret, also not a half one at its end', async () => {
    for (const form of [secret, encodeURIComponent(secret), Buffer.from(`u:${secret}`).toString('base64')]) {
      const failure = await answered({ xml: `${'x'.repeat(490)} ${form} and ${form}` });
      expect(failure?.answer).toMatch(/^x{490} .{0,9}$/u);
      expect(JSON.stringify(failure)).not.toMatch(/Qz7|canary|s3cr/u);
      expect(failure?.answer).toContain('***');
      await server.close();
    }
  });

  it('is its size and type where it is no text', async () => {
    expect((await answered({ xml: '\0\u0001\u0002', headers: { 'content-type': 'image/png' } }))?.answer).toBe(
      '3 bytes of image/png',
    );
  });

  const bytes = (text: string, encoding: BufferEncoding): Buffer => Buffer.from(text, encoding);
  it.each([
    ['UTF-8', bytes('Größe 漢', 'utf8'), 'application/json', 'Größe 漢'],
    ['what it is said to be', bytes('Größe', 'latin1'), 'text/plain; charset=iso-8859-1', 'Größe'],
    ['another set than it is said to be', bytes('Größe', 'latin1'), 'text/plain; charset=utf-8', 'Größe'],
    ['an unknown one', bytes('Size', 'latin1'), 'text/plain; charset=klingon', 'Size'],
    ['UTF-16', bytes('\uFEFFGröße', 'utf16le'), 'text/plain', 'Größe'],
  ])('is read as %s', async (_, body, type, shown) => {
    expect((await answered({ bytes: body, headers: { 'content-type': type } }))?.answer).toBe(shown);
  });

  it('shows what a terminal would act on, and keeps lines', async () => {
    expect((await answered({ xml: 'a\u001B[31mb\u0007\r\nc\td\re\u202Ef' }))?.answer).toBe(
      'a\u241B[31mb\u2407\nc\td\u240De\uFFFDf',
    );
  });

  it('ends between two characters', async () => {
    expect((await answered({ xml: `${'x'.repeat(499)}👍y` }))?.answer).toBe(`${'x'.repeat(499)}👍`);
    expect((await answered({ xml: '👍'.repeat(600) }))?.answer).toBe('👍'.repeat(500));
    expect((await answered({ xml: `${'é'.repeat(40_000)}` }))?.answer).toBe('é'.repeat(500));
    expect((await answered({ xml: `x${'é'.repeat(40_000)}` }))?.answer).toBe(`x${'é'.repeat(499)}`);
  });

  it('is nothing where it is empty', async () => {
    expect(await answered({})).not.toHaveProperty('answer');
  });
});
