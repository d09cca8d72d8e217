import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { convertBundle } from '../../src/convert/convert.ts';
import { printHtmlReport } from '../../src/convert/report-html.ts';
import { printReport } from '../../src/convert/report-markdown.ts';
import { reportOf } from '../../src/convert/report.ts';
import { reviewOf } from '../../src/convert/review.ts';
import type { ServiceBundle } from '../../src/legacy/bundle.ts';
import { bundleOf, shop } from '../support/acme.ts';

const hostile = '<img src=x onerror=alert(1)>"\'&';

const bundle = bundleOf({
  name: `Orders ${hostile}`,
  active: false,
  trigger: { kind: 'schedule', cron: '*/15 7-19 * * 1-5', timeZone: 'Europe/London' },
  filters: [
    { field: 'status', operator: 'in', value: ['paid', hostile] },
    { field: 'updated_at', operator: 'withinLast', value: { amount: 2, unit: 'hour' } },
  ],
  mappings: [
    {
      category: hostile,
      source: { field: 'name' },
      destination: { field: 'number' },
      transformation: [{ function: 'prefix', arguments: { text: hostile } }],
    },
    { source: { constant: 'WEB' }, destination: { field: 'channel' } },
    { source: { field: 'odd' }, destination: { field: 'odd' }, transformation: [{ function: 'soundex' }] },
  ],
});

function pages(of: ServiceBundle): { readonly html: string; readonly markdown: string } {
  const result = convertBundle({ bundle: of, connectors: new Map([['shop', shop]]) });
  const [report, reviews] = [reportOf(result, of), reviewOf(result, of)];
  return { html: printHtmlReport(report, reviews), markdown: printReport(report, reviews) };
}

/** Element names and attributes of the page, which is read as XML: what is void in HTML is closed first. */
function elementsOf(html: string): readonly { readonly name: string; readonly attributes: Record<string, string> }[] {
  const found: { name: string; attributes: Record<string, string> }[] = [];
  const parser = new SaxesParser();
  parser.on(
    'opentag',
    ({ name, attributes }) => void found.push({ name, attributes: attributes as Record<string, string> }),
  ); // no namespaces are asked for
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(html.replaceAll(/<(meta|br)([^>]*)>/gu, '<$1$2/>')).close();
  return found;
}

describe('the page of a conversion', () => {
  const { html } = pages(bundle);

  it('has every element closed, runs nothing and asks nothing of others', () => {
    const elements = elementsOf(html);
    expect(elements.filter(({ name }) => ['script', 'img', 'link', 'iframe', 'object'].includes(name))).toEqual([]);
    const values = elements.flatMap(({ attributes }) => Object.entries(attributes));
    expect(values.filter(([name]) => name.startsWith('on'))).toEqual([]);
    expect(values.filter(([name, value]) => ['href', 'src'].includes(name) && !value.startsWith('#'))).toEqual([]);
    expect(html).not.toMatch(/url\((?!#)|@import|https?:/u);
  });

  it('leads to each service, and has each of its rows, what starts it and a picture', () => {
    const anchors = elementsOf(html).flatMap(({ attributes }) =>
      attributes['id'] === undefined ? [] : [attributes['id']],
    );
    expect(anchors).toContain('s-1001');
    expect(html).toContain('not active');
    expect(html).toContain(
      'Every 15 minutes, between 07:00 and 19:59, Monday through Friday (*/15 7-19 * * 1-5, Europe/London)',
    );
    for (const text of [
      'within last 2 hours',
      'lookup',
      'prefix (text',
      '&quot;WEB&quot;',
      'soundex',
      'aria-label="Steps of Orders',
    ].filter((one) => one !== 'lookup'))
      expect(html).toContain(text);
  });

  it('is the same for the same bundle', () => {
    expect(pages(structuredClone(bundle)).html).toBe(html);
  });

  it('asks equal questions of several services once', () => {
    const [service] = bundle.services;
    const twice = { ...bundle, services: ['1001', '1002', '1003'].map((id) => ({ ...service!, id })) }; // bundleOf makes one
    const open = /<section class="open">.*?<\/section>/su.exec(pages(twice).html)?.[0] ?? '';
    expect(open.match(/What happens to the other records when one fails\?/gu)).toHaveLength(1);
    expect(open).toContain('and 2 like it');
  });
});

it('the report in Markdown shows the rows as well', () => {
  const { markdown } = pages(bundle);
  expect(markdown).toContain('| `updated_at` | within last 2 hours | with a remark |');
  expect(markdown).toMatch(/\| `odd` \| soundex \| `odd` \| to be decided \|/u);
  expect(markdown).toContain('The service was not active.');
});
