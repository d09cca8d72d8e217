import { describe, expect, it } from 'vitest';
import { convertBundle } from '../../src/convert/convert.ts';
import { forecastOf, type Forecast } from '../../src/convert/forecast.ts';
import { htmlPages } from '../../src/convert/report-html.ts';
import { printReportJson } from '../../src/convert/report-json.ts';
import { printReport } from '../../src/convert/report-markdown.ts';
import { reportOf } from '../../src/convert/report.ts';
import { reviewOf } from '../../src/convert/review.ts';
import type { ServiceVolume, VolumesFile } from '../../src/legacy/volumes.ts';
import { bundleOf, shop } from '../support/acme.ts';
import { filteredBundle } from '../support/verify.ts';

const volumesOf = (services: Readonly<Record<string, ServiceVolume>>): VolumesFile => ({
  format: 'repatch-volumes',
  formatVersion: 1,
  services,
});

function forecast(service: object, volume?: ServiceVolume, pageSize?: number): Forecast {
  const bundle = filteredBundle(service);
  const { flows } = convertBundle({ bundle, connectors: new Map([['shop', shop]]) });
  const sizes = new Map(pageSize === undefined ? [] : [['1001', pageSize]]);
  return forecastOf(flows, sizes, volume && volumesOf({ '1001': volume }));
}

describe('the forecast of operations', () => {
  it('counts each page in front of the single records, and each record behind them', () => {
    // Pull, filter, new records, single records | try, key, keep, map, push, load, remember, track | report
    expect(forecast({}).flows).toEqual([
      { service: '1001', steps: { page: 4, record: 8, failure: 1 }, ofThousand: 4 * 20 + 8 * 1000 },
    ]);
    expect(forecast({}, undefined, 100).flows).toMatchObject([{ ofThousand: 4 * 10 + 8 * 1000 }]);
  });

  it.each<[string, object, ServiceVolume, number, number]>([
    // Every ten minutes: 6 × 24 × 30 runs, with a page each although most have nothing.
    ['runs that pull little', {}, { records: 1000 }, 4320, 4 * 4320 + 8 * 1000],
    // Four runs of 250 records in pages of 50.
    [
      'runs of several pages',
      { trigger: { kind: 'schedule', cron: '5 3 1-4 * *' } },
      { records: 1000 },
      4,
      4 * 20 + 8 * 1000,
    ],
    [
      'what is pulled and not pushed',
      { trigger: { kind: 'schedule', cron: '0 0 * * *' } },
      { records: 30, pulled: 3000 },
      30,
      4 * 60 + 8 * 30,
    ],
    ['records that fail', {}, { records: 90, failures: 10, runs: 1 }, 1, 4 * 2 + 8 * 100 + 10],
    ['runs that somebody has counted', {}, { records: 0, runs: 7 }, 7, 4 * 7],
  ])('has %s in it', (_, service, volume, runs, operations) => {
    expect(forecast(service, volume)).toMatchObject({ operations, flows: [{ month: { runs, operations } }] });
  });

  it('counts a run for each call', () => {
    const bundle = bundleOf({ trigger: { kind: 'webhook' } });
    const { flows } = convertBundle({ bundle, connectors: new Map([['shop', shop]]) });
    const { flows: own } = forecastOf(flows, new Map(), volumesOf({ '1001': { records: 100 } }));
    expect(own).toMatchObject([{ month: { runs: 100, pages: 100, records: 100 } }]);
  });

  it('says which tiers have room', () => {
    const tiers = (records: number) =>
      forecast({}, { records, runs: 1 }).tiers.map(({ name, hasOperations }) => [name, hasOperations]);
    expect(tiers(10_000)).toEqual([
      ['Growth', true],
      ['Professional', true],
      ['Enterprise', true],
    ]);
    expect(tiers(40_000)).toEqual([
      ['Growth', false],
      ['Professional', true],
      ['Enterprise', true],
    ]);
    expect(tiers(200_000)).toEqual([
      ['Growth', false],
      ['Professional', false],
      ['Enterprise', false],
    ]);
  });

  it('is in all three reports, with what it leaves out', () => {
    const bundle = filteredBundle();
    const result = convertBundle({ bundle, connectors: new Map([['shop', shop]]) });
    const reviews = reviewOf(result, bundle);
    const [without, withVolume] = [undefined, volumesOf({ '1001': { records: 20_000, runs: 1 } })].map((volumes) =>
      reportOf(result, bundle, { volumes }),
    );
    if (without === undefined || withVolume === undefined) throw new Error('there are two');
    expect(printReport(without, reviews)).toContain('Give the records of a month in a file with --volumes');
    for (const text of [
      printReport(withVolume, reviews),
      htmlPages(withVolume, reviews).get('report.html')?.() ?? '',
    ]) {
      expect(text).toContain('about 161,600 operations');
      expect(text).toContain('Growth: 150,000 (too few) operations a month');
      expect(text).toContain('What counts as an operation is not public');
    }
    expect(JSON.parse(printReportJson(withVolume))).toMatchObject({
      forecast: { operations: 161_600, withoutVolume: [] },
    });
    expect(JSON.parse(printReportJson(without))).toMatchObject({ forecast: { withoutVolume: ['1001'] } });
  });
});
