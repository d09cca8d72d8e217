import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testFiles, type TestOptions, type TestReport } from '../../src/app/test.ts';
import { validateFiles } from '../../src/app/validate.ts';
import { performTests } from '../../src/cli/perform-tests.ts';
import { printTestAnnotations } from '../../src/cli/printers/test-github.ts';
import { printJunit } from '../../src/cli/printers/test-junit.ts';
import { plain } from '../../src/cli/colour.ts';
import { printTests } from '../../src/cli/printers/test.ts';
import { shop } from '../support/acme.ts';
import { capturedIo } from '../support/captured-io.ts';
import { flowOf, pull, push } from '../support/flows.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'repatch-flowtest-'));
  write('orders.flow.json', flow);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const filter = {
  name: 'Paid',
  microservice: 'filter',
  filters: [{ field: 'orders.*.paid', comparison: 'eq', value: 'yes' }],
};
const map = {
  name: 'Map',
  microservice: 'map',
  config: {
    rules: [
      { sources: ['id'], target: 'number', transforms: [{ function: 'prefix', arguments: { text: 'UK-' } }] },
      { sources: ['total'], target: 'total' },
    ],
  },
};
const batch = {
  name: 'Single',
  microservice: 'batch',
  config: { path: 'orders.*', size: 1, do_not_wrap_single: true },
};
const flow = flowOf([pull(), filter, batch, map, push()], { ...shop, authMethods: [] });

const orders = {
  orders: [
    { id: 'A-1', paid: 'yes', total: 5 },
    { id: 'A-2', paid: 'no', total: 6 },
    { id: 'A-3', paid: 'yes', total: 7 },
  ],
};
const exchanges = [
  { request: 'GET /orders', body: orders },
  { request: 'POST /sales', status: 201, body: { ok: true } },
];
const sent = [
  { request: 'POST /sales', body: { number: 'UK-A-1', total: 5 } },
  { request: 'POST /sales', body: { number: 'UK-A-3', total: 7 } },
];

function write(name: string, value: unknown): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value, null, 2));
  return file;
}

function testsOf(tests: readonly object[], more: object = {}): string {
  return write('orders.flowtest.json', {
    format: 'repatch-flowtest',
    formatVersion: 1,
    flow: 'orders.flow.json',
    given: { exchanges },
    tests,
    ...more,
  });
}

function run(file: string, more: Partial<TestOptions> = {}): Promise<TestReport> {
  return testFiles({ files: [file], signal: new AbortController().signal, ...more });
}

/** Runs one test with this expectation. */
async function outcomeOf(test: object, more: object = {}) {
  const report = await run(testsOf([{ name: 'it', ...test }], more));
  expect(report.files.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
  return report.files.flatMap(({ tests }) => tests.flatMap(({ failures }) => failures));
}

describe('a flow test', () => {
  it('passes where requests, payloads, records and status are as expected', async () => {
    const report = await run(
      testsOf([
        {
          name: 'paid orders are pushed',
          expect: {
            status: 'SUCCESS',
            sent,
            requests: [{ request: 'GET /orders', instance: 'Shop' }, ...sent],
            steps: { Map: { count: 2, failed: 0, payloads: [sent[0]?.body, { $partial: { total: 7 } }] } },
            failures: [],
            warnings: [],
            log: [{ event: 'request', step: 'Push', status: 201 }, { event: 'run-finished' }],
          },
        },
      ]),
    );
    expect(report).toMatchObject({ ok: true, exit: 0, passed: 1, failed: 0 });
    expect(report.coverage).toEqual([{ flow: 'Test', covered: 8, total: 8, uncovered: [] }]);
  });

  it('names place, step and record of a body that differs, and shows what differs', async () => {
    const other = { request: 'POST /sales', body: { number: 'UK-A-3', total: 8 } };
    const [failure, ...others] = await outcomeOf({ expect: { sent: [sent[0], other] } });
    expect(others).toEqual([]);
    expect(failure).toMatchObject({
      code: 'test/expectation-failed',
      message: 'Request 2, "POST /sales", has another body at /total.',
      step: 'Push',
      record: 'A-3',
      at: { pointer: '/tests/0/expect/sent/1/body' },
    });
    expect(failure?.diff?.slice(2)).toEqual([
      '@@ -1,5 +1,5 @@',
      ' POST /sales',
      ' body: {',
      '   "number": "UK-A-3",',
      '-  "total": 8',
      '+  "total": 7',
      ' }',
    ]);
  });

  it('fails where a request is missing, and where one is too many', async () => {
    expect(await outcomeOf({ expect: { sent: sent.slice(0, 1) } })).toMatchObject([
      { message: '2 requests left, and 1 is expected.', step: 'Push', record: 'A-3' },
    ]);
    expect(await outcomeOf({ expect: { sent: [...sent, ...sent] } })).toHaveLength(1);
    expect(await outcomeOf({ expect: { sent: [] } })).toHaveLength(1);
    expect(await outcomeOf({ expect: { sent: [{ request: 'PUT /sales' }, sent[1]] } })).toMatchObject([
      { message: 'Request 1 is "POST /sales", and "PUT /sales" is expected.' },
    ]);
    expect(
      await outcomeOf({ expect: { sent: [{ request: 'POST /sales', headers: { 'x-a': 'b' } }, sent[1]] } }),
    ).toMatchObject([{ message: 'Request 1, "POST /sales", has no header "x-a".' }]);
  });

  it.each([
    [{ status: 'PARTIAL_SUCCESS' }, '/status'],
    [{ steps: { Map: { count: 3 } } }, '/steps/Map/count'],
    [{ steps: { Map: { failed: 1 } } }, '/steps/Map/failed'],
    [{ steps: { Map: { payloads: [{ $any: true }] } } }, '/steps/Map/payloads'],
    [{ failures: [{ code: 'run/rejected' }] }, '/failures'],
    [{ notifications: [{ level: 'error' }] }, '/notifications'],
    [{ tracked: [{ value: 'A-1' }] }, '/tracked'],
    [{ warnings: ['careful'] }, '/warnings'],
    [{ pools: { Orders: { order: ['A-1'] } } }, '/pools/Orders/order'],
    [{ caches: [{ cache: 'c', key: 'k', value: 1 }] }, '/caches/0/value'],
    [{ log: [{ event: 'run-finished' }, { event: 'request' }] }, '/log/1'],
    [{ answer: { status: 200 } }, '/answer'],
    [{ ledger: [{ identity: 'A-1' }] }, '/ledger'],
    [{ items: [{ sourceId: 'A-1' }] }, '/items'],
  ])('fails where %j is not so', async (expected, pointer) => {
    const failures = await outcomeOf({ expect: expected });
    expect(failures.map(({ at }) => at.pointer)).toEqual([`/tests/0/expect${pointer}`]);
  });

  it('never passes a run that fails, whatever else it expects', async () => {
    const given = { exchanges: [{ request: 'GET /orders', status: 400, body: {} }] };
    const expected = { sent: [] };
    expect(await outcomeOf({ given, expect: expected })).toMatchObject([
      {
        code: 'test/expectation-failed',
        step: 'Pull',
        message: expect.stringContaining('ended with FAILURE') as string,
      },
    ]);
    expect(await outcomeOf({ given, expect: { ...expected, status: 'FAILURE' } })).toEqual([]);
  });

  it('shows the nearest exchange of a request that none answers, even where the flow catches the failure', async () => {
    const caught = {
      name: 'Guard',
      microservice: 'try-catch',
      config: { action: 'success' },
      routes: [{ name: 'Try', first_step: 'Push' }, { name: 'Catch' }],
    };
    write('orders.flow.json', flowOf([pull(), batch, map, caught, push()], { ...shop, authMethods: [] }));
    const failures = await outcomeOf(
      { expect: { status: 'SUCCESS' } },
      {
        given: {
          exchanges: [
            { request: 'GET /orders', body: { orders: orders.orders.slice(0, 1) } },
            { request: 'POST /sales', requestBody: { number: 'UK-A-1', total: 6 }, body: {} },
          ],
        },
      },
    );
    expect(failures).toMatchObject([{ code: 'test/unmatched-request', record: 'A-1' }]);
    expect(failures[0]?.diff).toEqual(expect.arrayContaining(['-  "total": 6', '+  "total": 5']));
  });

  it('lets no other transport than HTTP open a connection', async () => {
    write('orders.flow.json', flowOf([pull(), map], { ...shop, protocol: 'SFTP' }));
    expect(await outcomeOf({ expect: { status: 'FAILURE' } })).toMatchObject([{ code: 'test/not-simulated' }]);
    expect(
      await outcomeOf({ step: 'Map', given: { payload: { id: 1, total: 2 } }, expect: { payloads: [{ $any: true }] } }),
    ).toEqual([]);
  });

  it('fails a request as an exchange says', async () => {
    const given = { exchanges: [{ request: 'GET /orders', fails: 'connection-failed' }] };
    expect(
      await outcomeOf({ given, expect: { status: 'FAILURE', failures: [{ code: 'run/connection-failed' }] } }),
    ).toEqual([]);
  });

  it('answers equal requests in order, and those with a query by it', async () => {
    const given = {
      exchanges: [
        { request: 'POST /sales', status: 201 },
        { request: 'POST /sales', status: 422, body: { error: 'no' } },
        { request: 'GET /orders?page=*', body: {} },
      ],
    };
    const failures = [{ code: 'run/rejected', key: 'A-3' }];
    expect(await outcomeOf({ given, expect: { status: 'FAILURE', failures, sent } })).toEqual([]);
  });
});

describe('a test of one step', () => {
  it('takes payloads and compares what the step hands on', async () => {
    const given = { payloads: [{ id: 'B', total: 1 }, { id: 'C' }] };
    const step = 'Map';
    expect(
      await outcomeOf({ step, given, expect: { payloads: [{ number: 'UK-B', total: 1 }, { number: 'UK-C' }] } }),
    ).toEqual([]);
    expect(await outcomeOf({ step, given, expect: { payloads: [{ number: 'UK-B', total: 1 }] } })).toMatchObject([
      { at: { pointer: '/tests/0/expect/payloads' } },
    ]);
  });

  it('is a table where it has cases, each with a name, a place and its own expectations', async () => {
    const report = await run(
      testsOf([
        {
          name: 'numbers',
          step: 'Map',
          given: { payload: { id: 'X' } },
          expect: { payloads: [{ number: 'UK-X' }] },
          cases: [
            { name: 'as the test says' },
            { name: 'another', given: { payload: { id: 'Y' } }, expect: { payloads: [{ number: 'UK-Z' }] } },
          ],
        },
      ]),
    );
    expect(report.files[0]?.tests).toMatchObject([
      { name: 'numbers > as the test says', ok: true },
      {
        name: 'numbers > another',
        ok: false,
        failures: [{ at: { pointer: '/tests/0/cases/1/expect/payloads' } }],
      },
    ]);
  });

  it('names the nearest step where there is none of the name', async () => {
    expect(await outcomeOf({ step: 'Mpa', expect: { payloads: [] } })).toMatchObject([
      { code: 'test/unknown-step', help: 'Did you mean "Map"?' },
    ]);
    expect(await outcomeOf({ expect: { steps: { Mapp: { count: 0 } } } })).toMatchObject([
      { code: 'test/unknown-step' },
    ]);
  });
});

describe('what is given', () => {
  it('fills pools, variables and caches, and says the moment', async () => {
    const dedupe = {
      name: 'New only',
      microservice: 'dedupe',
      config: { behaviour: 'filter_and_track', key: 'orders.*.id', entity_type: 'order' },
      data_pool: { name: 'Orders' },
    };
    write('orders.flow.json', flowOf([pull(), dedupe, batch, map, push()], { ...shop, authMethods: [] }));
    const given = { pools: { Orders: { order: ['A-1', 'A-2'] } } };
    const failures = await outcomeOf({
      given,
      expect: { sent: sent.slice(1), pools: { Orders: { order: ['A-3', 'A-1', 'A-2'] } } },
    });
    expect(failures).toEqual([]);
  });
});

describe('a recording', () => {
  const entry = (method: string, url: string, status: number, text: string, encoding?: string): object => ({
    request: { method, url, headers: [{ name: 'Authorization', value: 'Bearer x' }] },
    response: {
      status,
      headers: [{ name: 'Content-Type', value: 'application/json' }],
      content: { mimeType: 'application/json', text, ...(encoding === undefined ? {} : { encoding }) },
    },
  });
  const har = { file: 'shop.har', instances: { Shop: 'https://shop.example.com/v1' } };
  const given = { har };

  it('answers requests below the base URL of its instance, as it was recorded', async () => {
    const list = JSON.stringify(orders).replace('5', '5.10');
    write('shop.har', {
      log: {
        version: '1.2',
        entries: [
          entry('GET', 'https://elsewhere.example.com/orders', 500, '{}'),
          entry('GET', 'https://shop.example.com/v10/orders', 500, '{}'),
          entry('GET', 'https://shop.example.com/v1/orders', 0, ''),
          entry('GET', 'https://shop.example.com/v1/orders', 200, Buffer.from(list).toString('base64'), 'base64'),
          entry('POST', 'https://shop.example.com/v1/sales', 201, '{}'),
        ],
      },
    });
    const body = { number: 'UK-A-1', total: { $number: '5.1' } };
    const expected = { requests: [{ request: 'GET /orders' }, { request: 'POST /sales', body }, sent[1]] };
    expect(await outcomeOf({ expect: expected }, { given })).toEqual([]);
    const refused = { exchanges: [{ request: 'POST /sales', status: 422 }] };
    expect(await outcomeOf({ given: refused, expect: { status: 'FAILURE' } }, { given })).toEqual([]);
  });

  it.each([
    ['not JSON', '{'],
    ['no recording', { entries: [] }],
    ['of other addresses', { log: { entries: [entry('GET', 'https://elsewhere.example.com/', 200, '')] } }],
    ['without requests', { log: { entries: [{}] } }],
    [
      'packed in a way nobody knows',
      { log: { entries: [entry('GET', 'https://shop.example.com/v1/a', 200, 'x', 'zip')] } },
    ],
  ])('is refused where it is %s', async (_, content) => {
    write('shop.har', content);
    const report = await run(testsOf([{ name: 'it', given, expect: { sent } }]));
    expect(report).toMatchObject({ exit: 1, passed: 0 });
    expect(report.files[0]?.diagnostics).toMatchObject([
      { code: 'test/bad-har', at: { pointer: '/tests/0/given/har/file' } },
    ]);
  });
});

describe('a snapshot', () => {
  it('is missed, written with --update, compared, and written anew', async () => {
    const file = testsOf([{ name: 'all of it', expect: { snapshot: true } }]);
    const codes = (report: TestReport): unknown =>
      report.files.flatMap(({ tests }) => tests.flatMap(({ failures }) => failures.map(({ code }) => code)));
    expect(codes(await run(file))).toEqual(['test/no-snapshot']);
    expect((await run(file, { update: true })).exit).toBe(0);
    const kept = readFileSync(join(folder, 'orders.flowtest.snapshot.json'), 'utf8');
    expect(kept).toContain('"UK-A-1"');
    expect((await run(file)).exit).toBe(0);
    write('orders.flow.json', JSON.stringify(flow).replace('UK-', 'GB-'));
    const changed = await run(file);
    expect(codes(changed)).toEqual(['test/expectation-failed']);
    expect(changed.files[0]?.tests[0]?.failures[0]?.diff).toEqual(
      expect.arrayContaining(['-        "number": "UK-A-1",', '+        "number": "GB-A-1",']),
    );
  });

  it('is not written where CI is set', async () => {
    const { io } = capturedIo({ CI: 'true' });
    const around = { io, json: false, signal: new AbortController().signal };
    await expect(performTests({ files: [folder], update: true, force: false }, around)).rejects.toThrow('CI');
  });
});

describe('tests that cannot fail', () => {
  it.each([
    ['test/no-tests', []],
    ['test/checks-nothing', [{ name: 'a' }]],
    ['test/checks-nothing', [{ name: 'a', expect: {} }]],
    ['test/checks-nothing', [{ name: 'a', expect: { steps: { Map: {} }, pools: {}, log: [], caches: [] } }]],
    ['test/checks-nothing', [{ name: 'a', cases: [{ name: 'b' }] }]],
    [
      'test/duplicate-name',
      [
        { name: 'a', expect: { sent: [] } },
        { name: 'a', expect: { sent: [] } },
      ],
    ],
    ['test/bad-payloads', [{ name: 'a', given: { payloads: [] }, expect: { sent: [] } }]],
    ['test/bad-matcher', [{ name: 'a', expect: { steps: { Map: { payloads: [{ $like: 1 }] } } } }]],
  ])('are errors of the file, and of the run: %s', async (code, tests) => {
    const file = testsOf(tests);
    const { diagnostics } = await validateFiles([file]);
    expect(diagnostics.map((one) => one.code)).toEqual([code]);
    const report = await run(file);
    expect(report).toMatchObject({ ok: false, exit: 1, passed: 0 });
  });

  it('is said of a file that tests nothing', async () => {
    const { diagnostics } = await validateFiles([
      testsOf([{ name: 'a', expect: { sent: [] } }], { service: { bundle: 'x', id: '1' } }),
    ]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['test/no-subject']);
  });

  it('are said of a flow or an environment that is not there, and the other files run', async () => {
    const tests = [{ name: 'a', expect: { sent } }];
    testsOf(tests);
    write('b.flowtest.json', { format: 'repatch-flowtest', formatVersion: 1, flow: 'none.flow.json', tests });
    const service = { bundle: 'orders.flow.json', id: '1' };
    write('c.flowtest.json', { format: 'repatch-flowtest', formatVersion: 1, service, tests });
    const given = { environment: 'staging' };
    write('d.flowtest.json', { format: 'repatch-flowtest', formatVersion: 1, flow: 'orders.flow.json', given, tests });
    const report = await run(folder);
    expect(report).toMatchObject({ exit: 1, passed: 1, failed: 1 });
    expect(report.files.flatMap(({ diagnostics }) => diagnostics.map(({ code, at }) => [code, at.pointer]))).toEqual([
      ['test/no-subject', '/flow'],
      ['test/no-subject', '/service'],
    ]);
    expect(
      report.files.flatMap((one) => one.tests.flatMap(({ failures }) => failures.map(({ code }) => code))),
    ).toEqual(['cli/unknown-environment']);
  });

  it('is said of a name that no test has, and of a folder without tests', async () => {
    const file = testsOf([{ name: 'a', expect: { sent: [] } }]);
    await expect(run(file, { name: 'zzz' })).rejects.toMatchObject({ code: 'test/nothing-selected' });
    rmSync(file);
    await expect(run(folder)).rejects.toMatchObject({ code: 'cli/no-files' });
  });
});

describe('coverage', () => {
  it('lists what no test exercises, and fails below the threshold', async () => {
    const given = { exchanges: [{ request: 'GET /orders', body: { orders: [{ id: 'A-1', paid: 'yes' }] } }] };
    const file = testsOf([{ name: 'one', given, expect: { sent: [{ request: 'POST /sales' }] } }]);
    const report = await run(file, { coverage: 90 });
    expect(report.coverage[0]).toMatchObject({
      covered: 6,
      total: 8,
      uncovered: [
        { name: 'row 1 (orders.*.paid eq) of step "Paid"', lacks: 'no record was removed by it' },
        { name: 'row 2 (total) of step "Map"', lacks: 'no payload has a value there' },
      ],
    });
    expect(report).toMatchObject({ exit: 1, failed: 0, problems: [{ code: 'test/low-coverage' }] });
    expect((await run(file, { coverage: 75 })).exit).toBe(0);
  });
});

describe('reports', () => {
  it('say in each form what failed, where, with the diff', async () => {
    const report = await run(
      testsOf([
        { name: 'good', expect: { sent } },
        { name: 'bad <&>', expect: { sent: sent.slice(0, 1) } },
      ]),
    );
    const schema = JSON.parse(readFileSync('schemas/results/test.schema.json', 'utf8')) as object;
    const accepts = new Ajv({ strict: false }).compile(schema);
    expect(accepts(JSON.parse(JSON.stringify(report))) ? [] : accepts.errors).toEqual([]);
    const text = printTests({ ...report, durationMs: 0 }, plain);
    expect(text).toContain('  pass  good\n  FAIL  bad <&>');
    expect(text).toContain('step "Push", record A-3');
    expect(text).toContain('      +  "number": "UK-A-3",');
    expect(text).toContain('1 failed, 1 passed');
    const junit = printJunit(report);
    expect(junit).toContain('tests="2" failures="1" errors="0"');
    expect(junit).toContain('name="bad &lt;&amp;&gt;"');
    expect(junit).toContain('type="test/expectation-failed"');
    const github = printTestAnnotations(report);
    expect(github).toMatch(/^::error file=.*orders\.flowtest\.json,line=\d+,/u);
    expect(github).toContain('1 failed, 1 passed');
  });
});
