import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { convertBundle } from '../../src/convert/convert.ts';
import { htmlPages } from '../../src/convert/report-html.ts';
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
  return { html: htmlPages(report, reviews).get('report.html')?.() ?? '', markdown: printReport(report, reviews) };
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
    expect(anchors).toContain('s-0');
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
    const open = /<section class="open" id="open">.*?<\/section>/su.exec(pages(twice).html)?.[0] ?? '';
    expect(open.match(/What happens to the other records when one fails\?/gu)).toHaveLength(1);
    expect(open).toContain('and 2 like it');
  });
});

it('the report in Markdown shows the rows as well', () => {
  const { markdown } = pages(bundle);
  expect(markdown).toMatch(/\| `updated_at` \| within last 2 hours \| [^|]+ \| with a remark [^|]*\|/u);
  expect(markdown).toMatch(/\| `odd` \| soundex \| `odd` \| to be decided [^|]*\|/u);
  expect(markdown.indexOf('## Open')).toBeLessThan(markdown.indexOf('## Services'));
  expect(markdown).toMatch(/^Steps: Pull → .*\(Try: .*; Catch: .*\)$/mu);
  expect(markdown).toContain('The service was not active.');
});

describe('the pages of many services', () => {
  const [service] = bundle.services;
  const ids = Array.from({ length: 501 }, (_, index) => (index === 0 ? 'a/1 "<b>%41' : `s-${index}`));
  const many = { ...bundle, services: ids.map((id) => ({ ...service!, id, name: `${hostile} ${id}` })) }; // bundleOf makes one
  const result = convertBundle({ bundle: many, connectors: new Map([['shop', shop]]) });
  const made = htmlPages(reportOf(result, many), reviewOf(result, many));
  const all = new Map(Array.from(made, ([name, make]) => [name, elementsOf(make())]));

  it('are files beside the first one, and have every service once', () => {
    expect([...all.keys()]).toEqual(['report.html', 'report-services-1.html', 'report-services-2.html']);
    const sections = [...all.values()].flat().filter(({ name }) => name === 'section');
    const anchors = sections.map(({ attributes }) => attributes['id']).filter((id) => id?.startsWith('s-'));
    expect([anchors.length, new Set(anchors).size]).toEqual([501, 501]);
  });

  it('lead to places that are there, and nowhere else', () => {
    const targets = new Set(
      Array.from(all, ([file, elements]) => [
        file,
        ...elements.flatMap(({ attributes: { id } }) => (id === undefined ? [] : [`${file}#${id}`])),
      ]).flat(),
    );
    const links = Array.from(all, ([file, elements]) =>
      elements.flatMap(({ attributes: { href } }) =>
        href === undefined ? [] : [href.startsWith('#') ? file + href : href],
      ),
    ).flat();
    expect(links.length).toBeGreaterThan(501);
    expect(links.filter((link) => !targets.has(link))).toEqual([]);
  });

  it('tell what all services share once', () => {
    const texts = Array.from(made.values(), (make) => make());
    const shared = 'The flow gets an id of its own';
    expect(texts.map((one) => one.split(shared).length - 1)).toEqual([1, 0, 0]);
  });
});

it('a page leads to places that are there, however odd the ids are', () => {
  const elements = elementsOf(pages(bundle).html);
  const anchors = elements.flatMap(({ attributes: { id } }) => (id === undefined ? [] : [`#${id}`]));
  const links = elements.flatMap(({ attributes: { href } }) => (href === undefined ? [] : [href]));
  expect(new Set(anchors).size).toBe(anchors.length);
  expect(links.filter((link) => !anchors.includes(link))).toEqual([]);
});

it('every row of filters and mappings is there with what it became', () => {
  const cells = pages(bundle)
    .html.split('<tr>')
    .map((row) => row.replaceAll(/<[^>]*>/gu, '|'));
  const escaped = '&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;';
  for (const [first, ...others] of [
    ['status', 'in paid', escaped, 'ule of a filter shape'],
    ['updated_at', 'within last 2 hours'],
    ['name', 'prefix (text', 'number'],
    ['&quot;WEB&quot;', 'channel'],
    ['odd', 'soundex', 'to be decided'],
  ]) {
    const row = cells.find((one) => one.includes(`||${first}|`) && others.every((other) => one.includes(other)));
    expect(row, first).toMatch(/as it was|with a remark|to be decided|left behind/u);
  }
});
