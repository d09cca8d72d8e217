import type { Outcome } from './account.ts';
import type { Question } from './decisions.ts';
import { drawFlow } from './flow-picture.ts';
import { escapeHtml as text, htmlTable as table } from './html.ts';
import {
  allOpen,
  becameOf,
  commonRemarks,
  groupQuestions,
  keyOf,
  leftBehind,
  type CommonRemarks,
} from './report-common.ts';
import { operationsSummary, operationsTable, poolsTable, type PlainTable } from './report-operations.ts';
import type { ConversionReport, Difference, ServiceReport } from './report.ts';
import { outcomeWords, type RowOutcome, type Reviews, type ServiceReview } from './review.ts';
import { conversionRules } from './rules/index.ts';
import { style } from './report-style.ts';

/** Services on a page of their own behind the first one, in reports that have more. */
const perPage = 500;

/**
 * The report as a page that needs nothing from outside, by its file name. What is open stands on top; each service has a picture
 * of its flow and its rows as they were and as they are. Very many services stand on further pages. Everything that came from
 * the bundle is escaped.
 */
export function htmlPages(report: ConversionReport, reviews: Reviews): ReadonlyMap<string, () => string> {
  const { services, company } = report;
  const title = `Conversion of ${company}`;
  const remarks = commonRemarks(report);
  const isOne = services.length <= perPage;
  const pageOf = (index: number): string => `report-services-${Math.floor(index / perPage) + 1}.html`;
  const places = new Map(services.map(({ id, at }, index) => [id, `${isOne ? '' : pageOf(index)}#s-${numberOf(at)}`]));
  const links: Links = { service: (id) => places.get(id) ?? '#', remarks, first: isOne ? '' : 'report.html' };
  const parts = (some: readonly ServiceReport[]): readonly string[] =>
    some.map((service) => servicePart(service, reviews(service.id), links));
  const first = (): string =>
    page(title, [
      `<h1>${text(title)}</h1>`,
      summary(report),
      openPart(report, links),
      overview(report, reviews, links),
      setUpPart(report, links),
      poolsPart(report, links),
      operationsPart(report, links),
      ...(isOne ? parts(services) : []),
      commonPart(remarks, services.length),
      behavioursPart(report),
    ]);
  const further = Array.from({ length: isOne ? 0 : Math.ceil(services.length / perPage) }, (_, index) => {
    const from = index * perPage;
    const some = services.slice(from, from + perPage);
    const heading = `<h1>${text(title)}</h1><p>Services ${from + 1} to ${from + some.length} of ${services.length}. <a href="report.html">Everything else</a></p>`;
    return [pageOf(from), () => page(title, [heading, ...parts(some)])] as const;
  });
  return new Map([['report.html', first], ...further]);
}

/** Ways to other parts of the report. */
interface Links {
  service(id: string): string;
  readonly remarks: CommonRemarks;
  /** The page that has what is common; empty: this one. */
  readonly first: string;
}

/** The place of a service in the bundle; ids may have characters that addresses have not. */
function numberOf(at: string): string {
  return at.slice(at.lastIndexOf('/') + 1);
}

function page(title: string, parts: readonly string[]): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${text(title)}</title>
<style>${style}</style>
</head>
<body>
<svg width="0" height="0" aria-hidden="true"><defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="tip" d="M0 0L8 4L0 8z"/></marker></defs></svg>
<main>
${parts.filter((part) => part !== '').join('\n')}
</main>
</body>
</html>
`;
}

function summary({ services, totals }: ConversionReport): string {
  const flows = services.filter(({ file }) => file !== undefined).length;
  const parts: readonly (readonly [Outcome, string])[] = [
    ['converted', 'as it was'],
    ['noted', 'with a remark'],
    ['undecided', 'to be decided'],
    ['unsupported', 'without counterpart'],
  ];
  const bars = parts
    .filter(([outcome]) => totals[outcome] > 0)
    .map(([outcome]) => `<i class="${outcome}" style="flex:${totals[outcome]}"></i>`);
  const legend = parts.map(([outcome, words]) => `<li><b class="${outcome}">${totals[outcome]}</b> ${words}</li>`);
  return `<p>${plural(services.length, 'service')} became ${plural(flows, 'flow')}. Of ${plural(totals.total, 'value')} of the bundle:</p>
<div class="bar">${bars.join('')}</div><ul class="legend">${legend.join('')}</ul>`;
}

function openPart(report: ConversionReport, links: Links): string {
  const all = allOpen(report);
  const lost = leftBehind(report);
  if (all.length === 0 && lost.length === 0) return '<p class="good">Nothing is open, and nothing was left behind.</p>';
  const losses = lost
    .slice(0, mostShown)
    .map(
      ({ service: { id, name }, lost: { note, values } }) =>
        `<li><a href="${links.service(id)}">${text(name)}</a>: ${text(note)} (${plural(values, 'value')})</li>`,
    );
  const more = lost.length > mostShown ? `<li>and ${lost.length - mostShown} more; report.json has all</li>` : '';
  return `<section class="open" id="open"><h2>Open</h2>
${all.length === 0 ? '' : `<p>${plural(all.length, 'decision')}. Answer them in <code>decisions.yaml</code>; until then the recommended answers stand in.</p>\n${groupQuestions(all).map(groupItem).join('\n')}`}
${losses.length === 0 ? '' : `<h3>Left behind</h3><ul>${losses.join('\n')}${more}</ul>`}
</section>`;
}

/** Of lists that can be very long; the other files of the conversion have everything. */
const mostShown = 100;

function groupItem(group: readonly [Question, ...Question[]]): string {
  const [{ question, options, recommended }] = group;
  const items = options.map(
    ({ value, effect }) =>
      `<li><code>${text(value)}</code>${value === recommended ? ' <em>recommended</em>' : ''} ${text(effect)}</li>`,
  );
  const ids = group.slice(0, mostShown).map(({ id }) => code(id));
  const more = group.length > mostShown ? ` and ${group.length - mostShown} more` : '';
  return `<details open=""><summary>${text(question)}${group.length === 1 ? '' : ` <em>and ${group.length - 1} like it</em>`}</summary>${items.length === 0 ? '<p>Any text.</p>' : `<ul>${items.join('')}</ul>`}<p class="ids">${ids.join(' ')}${more}</p></details>`;
}

function overview({ services, behaviours }: ConversionReport, reviews: Reviews, links: Links): string {
  const { remarks } = links;
  const rows = services.map(({ id, name, file, open, totals }) => {
    const review = reviews(id);
    return [
      `<a href="${links.service(id)}">${text(name)}</a> <small>${text(id)}</small>`,
      review?.isActive === false ? 'inactive' : 'active',
      text(review?.triggerBefore ?? ''),
      file === undefined ? `<b class="unsupported">no flow</b>, ${totals.unsupported}` : String(totals.unsupported),
      String(open.length),
    ];
  });
  return `<h2>Services</h2>\n${further(remarks, behaviours)}${table(['service', 'was', 'ran', 'left behind', 'open'], rows)}`;
}

/** Ways to what stands behind the services. */
function further({ size }: CommonRemarks, behaviours: ConversionReport['behaviours']): string {
  const ways = [
    ...(size === 0 ? [] : ['<a href="#remarks">what is true of many values</a>']),
    ...(behaviours.length === 0 ? [] : ['<a href="#behaviours">what services did by themselves</a>']),
  ];
  return ways.length === 0 ? '' : `<p>Behind them: ${ways.join(', ')}.</p>\n`;
}

function setUpPart({ setUp: { connectors, instances, addresses } }: ConversionReport, links: Links): string {
  const missing = connectors.filter(({ definition }) => definition === undefined).map(({ system }) => text(system));
  if (instances.length === 0 && missing.length === 0 && addresses.length === 0) return '';
  const parts = ['<h2>Before the flows can run</h2>'];
  if (missing.length > 0)
    parts.push(`<p>Install or build connectors that no definition describes: ${missing.join(', ')}.</p>`);
  if (instances.length > 0)
    parts.push(
      '<h3>Instances to create</h3>',
      table(
        ['instance', 'connector', 'environment', 'the connector asks for', 'used by'],
        instances.map(({ name, system, environment, asks, services }) => [
          text(name),
          text(system),
          environment,
          asks.map(text).join('<br>') || 'not known without its definition',
          usersOf(services, links),
        ]),
      ),
    );
  if (addresses.length > 0)
    parts.push(
      '<h3>Addresses that senders must change</h3>',
      table(
        ['service', 'from', 'to'],
        addresses.map(({ service, before, after }) => [text(service), text(before), text(after)]),
      ),
    );
  return parts.join('\n');
}

function poolsPart(report: ConversionReport, links: Links): string {
  const own = poolsTable(report);
  return own.rows.length === 0 ? '' : `<h2 id="pools">Data pools before the first run</h2>\n${plainTable(own, links)}`;
}

function operationsPart({ forecast }: ConversionReport, links: Links): string {
  if (forecast.flows.length === 0) return '';
  const sentences = operationsSummary(forecast).map((one) => `<p>${text(one)}</p>`);
  return `<h2 id="operations">Operations</h2>\n${sentences.join('\n')}\n${plainTable(operationsTable(forecast), links)}`;
}

function plainTable({ head, rows }: PlainTable, links: Links): string {
  const cells = rows.map(([id, ...others]) => [`<a href="${links.service(id)}">${text(id)}</a>`, ...others.map(text)]);
  return table(head, cells);
}

function usersOf(services: readonly string[], links: Links): string {
  const shown = services.slice(0, mostShown).map((id) => `<a href="${links.service(id)}">${text(id)}</a>`);
  return `${shown.join(', ')}${services.length > mostShown ? ` and ${services.length - mostShown} more` : ''}`;
}

function commonPart(common: CommonRemarks, all: number): string {
  if (common.size === 0) return '';
  const rows = Array.from(common.values(), ({ number, difference, services }) => [
    `<span id="r-${number}">${number}</span>`,
    ...remark(difference),
    services === all ? 'all' : String(services),
  ]);
  return `<h2 id="remarks">True of many values</h2>\n<p>The tables of the services name these remarks by their numbers.</p>\n${table(['no.', 'of the service', 'became', 'what differs', 'services'], rows)}`;
}

function behavioursPart({ behaviours }: ConversionReport): string {
  if (behaviours.length === 0) return '';
  const rows = behaviours.map((one) => [
    text(one.construct),
    text(one.becomes),
    text(one.difference),
    one.services === 'all' ? 'all' : String(one.services.length || '–'),
  ]);
  return `<h2 id="behaviours">What services did by themselves</h2>\n<p>No setting of a service says it, so that no flow carries it.</p>\n${table(['the service', 'the flow', 'to do or to know', 'services'], rows)}`;
}

const rulesByName = new Map(conversionRules.map((rule) => [rule.name, rule]));

function remark({ rule, note, outcome }: Difference): readonly string[] {
  const { construct = 'Not known', becomes = 'Nothing' } = rulesByName.get(rule) ?? {};
  return [
    text(construct),
    text(becomes),
    outcome === 'unsupported' ? `<b class="unsupported">Not converted.</b> ${text(note)}` : text(note),
  ];
}

function servicePart(service: ServiceReport, review: ServiceReview | undefined, links: Links): string {
  const { id, at, name, file, refused = '', differences, open } = service;
  const own = differences.filter((one) => one.outcome !== 'undecided' && !links.remarks.has(keyOf(one)));
  const parts = [
    `<h2>${text(name)} <small>${text(id)}</small></h2>`,
    `<p>${review?.isActive === false ? 'The service was <b>not active</b>. ' : ''}${file === undefined ? `<b class="unsupported">No flow.</b> ${text(refused)}` : `Flow: ${code(file)}`}</p>`,
  ];
  if (open.length > 0) parts.push(decidePart(open, links));
  if (review !== undefined && review.steps.length > 0)
    parts.push(`<div class="picture">${drawFlow(name, review.steps)}</div>`);
  if (review !== undefined && (file !== undefined || review.mappings.length > 0))
    parts.push(...reviewParts(review, links));
  if (own.length > 0)
    parts.push('<h3>What differs</h3>', table(['of the service', 'became', 'what differs'], own.map(remark)));
  return `<section class="service" id="s-${numberOf(at)}">\n${parts.join('\n')}\n</section>`;
}

function decidePart(open: readonly Question[], links: Links): string {
  const items = open.map(({ id, question }) => `<li>${text(question)} <span class="ids">${code(id)}</span></li>`);
  return `<div class="open"><p><b>To decide</b> (<a href="${links.first}#open">the options</a>)</p><ul>${items.join('')}</ul></div>`;
}

function reviewParts(
  { triggerBefore, triggerAfter, filters, mappings }: ServiceReview,
  links: Links,
): readonly string[] {
  return [
    '<h3>Start</h3>',
    table(['of the service', 'of the flow'], [[text(triggerBefore), text(triggerAfter)]]),
    rowsPart(
      'Filters',
      ['field', 'passes when', 'became', 'in the flow'],
      filters.map(({ field, test, became }) => [
        code(field),
        text(test),
        text(becameOf(became.rules)),
        outcomeCell(became, links),
      ]),
    ),
    rowsPart(
      'Mappings',
      ['source', 'functions', 'target', 'in the flow'],
      mappings.map(({ source, target, category, functions, policy, became }) => [
        code(source),
        functions.map(text).join('<br>') || '–',
        [code(target), ...[category, policy].flatMap((one) => (one ? [`<small>${text(one)}</small>`] : []))].join(
          '<br>',
        ),
        outcomeCell(became, links),
      ]),
    ),
  ];
}

function rowsPart(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  return rows.length === 0 ? `<p>${title}: none.</p>` : `<h3>${title}</h3>\n${table(head, rows)}`;
}

function outcomeCell({ outcome, remarks }: RowOutcome, { remarks: common, first }: Links): string {
  const numbers = remarks.flatMap((one) => common.get(keyOf(one))?.number ?? []);
  const links = numbers.toSorted((a, b) => a - b).map((number) => `<a href="${first}#r-${number}">${number}</a>`);
  const own = remarks.filter((one) => !common.has(keyOf(one))).map(({ note }) => text(note));
  const word = `<b class="${outcome}">${outcomeWords[outcome]}</b>${links.length === 0 ? '' : ` ${links.join(', ')}`}`;
  return [word, ...own].join('<br>');
}

function code(value: string): string {
  return `<code>${text(value)}</code>`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
