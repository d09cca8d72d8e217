import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convertBundle } from '../../src/convert/convert.ts';
import { printDecisions } from '../../src/convert/print-decisions.ts';
import { htmlPages } from '../../src/convert/report-html.ts';
import { reviewOf } from '../../src/convert/review.ts';
import { printReport } from '../../src/convert/report-markdown.ts';
import { reportOf } from '../../src/convert/report.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { bundleSchema, filterOperators, type ServiceBundle } from '../../src/legacy/bundle.ts';
import { bundleRules } from '../../src/lint/bundle-rules/index.ts';
import { checkDocument } from '../../src/lint/check-document.ts';
import { readSource } from '../../src/text/source.ts';
import { transforms } from '../../src/transforms/index.ts';
import { shop } from '../support/acme.ts';

const settings = { seed: 20_260_301, numRuns: 150 };
const connectors = new Map([['shop', shop]]);

/** Leaves members out at random, as people who type bundles do. */
const record = <T extends Record<string, fc.Arbitrary<unknown>>>(members: T, required: readonly (keyof T & string)[]) =>
  fc.record(members, { requiredKeys: [...required] });

// Brackets would be variables of a flow, which services did not have.
const text = fc.string({ maxLength: 12 }).map((value) => value.replaceAll(/[[\]{}]/gu, '-'));
const name = text.map((value) => value || 'x');
const field = fc.oneof(
  fc.constantFrom(
    'id',
    'name',
    'updated_at',
    'lines.*.sku',
    'a.*.b.*.c',
    '*',
    '*.id',
    'a..b',
    'Line SKU',
    'customer.0',
  ),
  name,
);
const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata', 'No/Where');
const cron = fc.constantFrom('*/10 * * * *', '0 7,19 * * *', '30 0 * * 1', '0 0 1 1 *', '*/45 * * * *');
const period = fc.record({
  amount: fc.nat({ max: 500 }),
  unit: fc.constantFrom('second', 'minute', 'hour', 'day', 'week', 'year'),
});
const trigger = fc.oneof(
  record({ kind: fc.constant('schedule'), cron, timeZone: zone, preset: text }, ['kind', 'cron']),
  record({ kind: fc.constant('webhook'), url: text }, ['kind']),
  fc.record({ kind: fc.constant('inboundApi'), vanityPath: text }),
);
const side = {
  connectorId: fc.constantFrom('c1', 'c2', 'nowhere'),
  entity: fc.constantFrom('orders', 'sales', 'customers', 'dreams'),
  timeZone: zone,
  extra: fc.dictionary(name, fc.oneof(fc.integer(), text), { maxKeys: 2 }),
};
const filter = record(
  {
    field,
    type: fc.constantFrom('string', 'number', 'datetime'),
    operator: fc.constantFrom(...filterOperators, 'unknown'),
    operatorLabel: text,
    value: fc.oneof(text, fc.integer(), fc.boolean(), fc.array(text, { maxLength: 3 }), period),
  },
  ['field', 'operator'],
);
const step = record(
  {
    function: fc.oneof(fc.constantFrom(...transforms.map((transform) => transform.name), 'script', 'soundex'), name),
    arguments: fc.oneof(fc.constant({ text: 'x' }), fc.dictionary(name, text, { maxKeys: 2 })),
    crossReferenceId: fc.constantFrom('x1', 'x2', 'nowhere'),
    scriptId: fc.constantFrom('s1', 'nowhere'),
  },
  ['function'],
);
const mapping = record(
  {
    category: text,
    source: fc.oneof(
      fc.record({ field }),
      fc.record({ constant: fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null)) }),
      fc.constant({ none: true }),
    ),
    destination: fc.record({ field }),
    required: fc.boolean(),
    transformation: fc.array(step, { maxLength: 2 }),
    whenMissing: fc.oneof(
      fc.constantFrom('unspecified', 'omit', 'null', 'empty', 'fail'),
      fc.record({ default: fc.oneof(text, fc.integer()) }),
    ),
  },
  ['source', 'destination'],
);
const service = record(
  {
    id: fc.constantFrom('1001', '1002', '1003', 'a/b~c', '  '),
    name,
    companyGroupId: fc.constantFrom('uk', 'eu', 'nowhere'),
    type: fc.constantFrom('standard', 'sweeper'),
    active: fc.boolean(),
    sweeps: fc.constantFrom('1001', '1002', 'nowhere'),
    trigger,
    source: record({ ...side, pageSize: fc.constant(50), maximumAttempts: fc.constantFrom(1, 9) }, [
      'connectorId',
      'entity',
    ]),
    destination: record(side, ['connectorId', 'entity']),
    filters: fc.array(filter, { maxLength: 3 }),
    mappings: fc.array(mapping, { maxLength: 4 }),
    payloadScript: fc.constant({ scriptId: 's1', position: 'unknown' }),
    dedupe: record(
      {
        identity: fc.constantFrom('unspecified', 'none', 'sourceId', 'sourceId+modified', 'contentHash'),
        idField: field,
        modifiedField: field,
        referenceField: field,
      },
      ['identity'],
    ),
    alerts: fc.record({
      active: fc.boolean(),
      notificationGroupIds: fc.array(fc.constantFrom('ops', 'x'), { maxLength: 2 }),
    }),
    notes: fc.array(record({ text, author: text }, ['text']), { maxLength: 2 }),
  },
  ['id', 'name', 'companyGroupId', 'type', 'active', 'source', 'destination', 'filters', 'mappings', 'alerts'],
);
const crossReference = record(
  {
    id: fc.constantFrom('x1', 'x2'),
    name: fc.constantFrom('Couriers', 'Payments'),
    scope: fc.constantFrom('company', { companyGroupId: 'uk' }, { serviceId: '1001' }),
    rows: fc.array(
      record(
        { field, match: fc.constantFrom('exact', 'contains', 'startsWith', 'endsWith'), value: text, output: text },
        ['match', 'value', 'output'],
      ),
      { maxLength: 3 },
    ),
    onNoMatch: fc.constantFrom('unspecified', 'unchanged', 'empty', 'fail'),
  },
  ['id', 'name', 'scope', 'rows'],
);
const connector = (id: string) =>
  record(
    {
      id: fc.constant(id),
      name,
      systemId: fc.constantFrom('shop', 'other'),
      companyGroupId: fc.constant('uk'),
      environment: fc.constantFrom('live', 'test'),
      timeZone: zone,
      dateFormat: fc.constant('d/m/Y'),
      credentials: fc.constant({ token: { secret: 'TOKEN' }, shop: 'acme' }),
    },
    ['id', 'name', 'systemId', 'companyGroupId', 'environment'],
  );
const bundle: fc.Arbitrary<ServiceBundle> = fc
  .record({
    format: fc.constant('patchworks-legacy-services'),
    formatVersion: fc.constant(1),
    company: record({ name, timeZone: zone }, ['name']),
    companyGroups: fc.constantFrom(
      [],
      [{ id: 'uk', name: 'UK' }],
      [
        { id: 'uk', name: 'UK' },
        { id: 'eu', name: 'EU' },
      ],
    ),
    systems: fc.constantFrom(
      [],
      [
        {
          id: 'shop',
          name: 'Shop',
          kind: 'standard',
          entities: [
            {
              type: 'orders',
              name: 'Orders',
              fields: [
                { name: 'Line SKU', path: 'lines.*.sku' },
                { name: 'updated_at', type: 'datetime' },
              ],
            },
          ],
          credentialFields: [{ name: 'token', secret: true, required: true }],
        },
      ],
    ),
    connectors: fc.tuple(connector('c1'), connector('c2')),
    services: fc.array(service, { maxLength: 3 }),
    crossReferences: fc.array(crossReference, { maxLength: 3 }),
    scripts: fc.constantFrom([], [{ id: 's1', name: 'Tidy', level: 'payload', language: 'php', code: '' }]),
    notificationGroups: fc.constantFrom([], [{ id: 'ops', name: 'Ops', recipients: [{ email: 'a@example.com' }] }]),
    assumptions: fc.constant([{ at: '/services/0', text: 'guessed', grade: 'inferred' }]),
  })
  .map((value) => bundleSchema.parse(value));

describe('conversion of any bundle', () => {
  it('accounts for every value by a rule, and the four outcomes add up', () => {
    fc.assert(
      fc.property(bundle, (given) => {
        const { entries: walked, totals, flows, refused } = convertBundle({ bundle: given, connectors });
        const entries = [...walked];
        expect(entries.filter(({ rule }) => rule === 'none')).toEqual([]);
        expect(totals.converted + totals.noted + totals.undecided + totals.unsupported).toBe(totals.total);
        expect(totals.total).toBe(entries.length);
        expect(new Set(entries.map(({ pointer }) => pointer)).size).toBe(entries.length);
        expect(flows.length + refused.length).toBe(given.services.length);
        expect(new Set(flows.map(({ file }) => file)).size).toBe(flows.length);
      }),
      settings,
    );
  });

  it('gives the same bytes for the same input', () => {
    const bytes = (given: ServiceBundle): string => {
      const result = convertBundle({ bundle: given, connectors });
      const [report, reviews] = [reportOf(result, given), reviewOf(result, given)];
      const pages = [
        printReport(report, reviews),
        htmlPages(report, reviews).get('report.html')?.() ?? '',
        printDecisions(result.decisions),
      ];
      return JSON.stringify(result) + pages.join('');
    };
    fc.assert(
      fc.property(bundle, (given) => {
        expect(bytes(structuredClone(given))).toBe(bytes(given));
      }),
      settings,
    );
  });

  it('writes flows without errors but endpoints that nobody has named, whatever is answered', async () => {
    await fc.assert(
      fc.asyncProperty(bundle, fc.nat({ max: 20 }), async (given, choice) => {
        const { decisions } = convertBundle({ bundle: given, connectors });
        const answered = decisions.decisions.map((one) => ({
          ...one,
          answer: one.options?.[choice % Math.max(1, one.options.length)]?.value ?? null,
        }));
        const result = convertBundle({ bundle: given, connectors, decisions: { ...decisions, decisions: answered } });
        const hasBadPath = /"(?:field|\w+Field)":"(?:\.[^"]*|[^"]*\.\.[^"]*|[^"]*\.)"/u.test(JSON.stringify(given));
        for (const { file, flow } of result.flows) {
          const { diagnostics } = await checkDocument(
            await readSource(file, new TextEncoder().encode(JSON.stringify(flow))),
          );
          const errors = diagnostics.filter(({ severity }) => severity === 'error');
          // A field such as "a..b" is no path in the bundle either.
          const known = ({ code }: Diagnostic): boolean =>
            code === 'lint/undecided-endpoint' || (code === 'lint/no-bad-path' && hasBadPath);
          expect(errors.filter((error) => !known(error))).toEqual([]);
        }
      }),
      settings,
    );
  });

  it('leaves nothing open once every question has its recommended answer or its first option', () => {
    const answerAll = (given: ServiceBundle, decisions = convertBundle({ bundle: given, connectors }).decisions) => ({
      ...decisions,
      decisions: decisions.decisions.map((one) => ({
        ...one,
        answer:
          one.answer ??
          one.recommended ??
          one.options?.[0]?.value.replace('<date>', '2026-03-01').replace('<path>', 'key') ??
          'Some endpoint',
      })),
    });
    fc.assert(
      fc.property(bundle, (given) => {
        // Answers belong to ids, and the validator refuses services that share one.
        fc.pre(new Set(given.services.map(({ id }) => id)).size === given.services.length);
        // An answer may raise the next question, such as fields of an endpoint that is known now.
        let decisions = answerAll(given);
        for (let round = 0; round < 3; round++)
          decisions = answerAll(given, convertBundle({ bundle: given, connectors, decisions }).decisions);
        const result = convertBundle({ bundle: given, connectors, decisions });
        expect(result.open).toEqual([]);
        expect(result.totals.undecided).toBe(0);
        expect(result.answerFindings.filter(({ code }) => code === 'convert/invalid-answer')).toEqual([]);
      }),
      settings,
    );
  });

  it('can be checked before: no rule of the validator throws', () => {
    fc.assert(
      fc.property(bundle, (given) => {
        for (const rule of bundleRules)
          for (const { code, pointer } of rule.check(given)) {
            expect(code).toBe(rule.name);
            expect(pointer).toMatch(/^\//u);
          }
      }),
      settings,
    );
  });
});
