import type { Outcome } from './account.ts';
import type { Question } from './decisions.ts';
import { drawFlow } from './flow-picture.ts';
import { escapeHtml as text, htmlTable as table } from './html.ts';
import type { ConversionReport, Difference, ServiceReport } from './report.ts';
import { fateWords, type Fate, type ServiceReview } from './review.ts';
import { conversionRules } from './rules/index.ts';
import { style } from './report-style.ts';

/** A remark that so many services or values share is told once for all of them. */
const isCommon = ({ services, values }: { readonly services: number; readonly values: number }): boolean =>
  services > 2 || values > 4;

/**
 * The report as one page that needs nothing from outside. What is open stands on top; each service has a picture of its flow and
 * its rows as they were and as they are. Everything that came from the bundle is escaped.
 */
export function printHtmlReport(report: ConversionReport, reviews: ReadonlyMap<string, ServiceReview>): string {
  const common = commonRemarks(report);
  const title = `Conversion of ${report.company}`;
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
<h1>${text(title)}</h1>
${summary(report)}
${openPart(report)}
${overview(report, reviews)}
${setUpPart(report)}
${commonPart(common, report.services.length)}
${behavioursPart(report)}
${report.services.map((service) => servicePart(service, reviews.get(service.id), common)).join('\n')}
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

function openPart({ services, open }: ConversionReport): string {
  const all = [...open, ...services.flatMap((service) => service.open)];
  const lost = services.flatMap(({ id, name, differences }) =>
    differences.filter(({ outcome }) => outcome === 'unsupported').map((one) => ({ id, name, one })),
  );
  if (all.length === 0 && lost.length === 0) return '<p class="good">Nothing is open, and nothing was left behind.</p>';
  const groups = Map.groupBy(all, ({ rule, options }) => JSON.stringify([rule, options.map(({ value }) => value)]));
  const questions = Array.from(groups.values(), groupItem).join('\n');
  const losses = lost.map(
    ({ id, name, one }) =>
      `<li><a href="#s-${text(id)}">${text(name)}</a>: ${text(one.note)} (${plural(one.pointers.length, 'value')})</li>`,
  );
  return `<section class="open"><h2>Open</h2>
${all.length === 0 ? '' : `<p>${plural(all.length, 'decision')}. Answer them in <code>decisions.yaml</code>; until then the recommended answers stand in.</p>\n${questions}`}
${losses.length === 0 ? '' : `<h3>Left behind</h3><ul>${losses.join('\n')}</ul>`}
</section>`;
}

function groupItem(group: readonly Question[]): string {
  const [first] = group;
  if (first === undefined) return '';
  const options = first.options.map(
    ({ value, effect }) =>
      `<li><code>${text(value)}</code>${value === first.recommended ? ' <em>recommended</em>' : ''} ${text(effect)}</li>`,
  );
  const ids = group.map(({ id }) => `<code>${text(id)}</code>`).join(' ');
  return `<details open=""><summary>${text(first.question)}${group.length === 1 ? '' : ` <em>and ${group.length - 1} like it</em>`}</summary><ul>${options.join('')}</ul><p class="ids">${ids}</p></details>`;
}

function overview({ services }: ConversionReport, reviews: ReadonlyMap<string, ServiceReview>): string {
  const rows = services.map(({ id, name, file, open, totals }) => [
    `<a href="#s-${text(id)}">${text(name)}</a> <small>${text(id)}</small>`,
    reviews.get(id)?.isActive === false ? 'inactive' : 'active',
    text(reviews.get(id)?.triggerBefore ?? ''),
    file === undefined ? `<b class="unsupported">no flow</b>, ${totals.unsupported}` : String(totals.unsupported),
    String(open.length),
  ]);
  return `<h2>Services</h2>\n${table(['service', 'was', 'ran', 'left behind', 'open'], rows)}`;
}

function setUpPart({ setUp: { connectors, instances, addresses } }: ConversionReport): string {
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
          asks.map((one) => `<code>${text(one)}</code>`).join(' ') || 'not known without its definition',
          services.map((id) => `<a href="#s-${text(id)}">${text(id)}</a>`).join(' '),
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

type Common = ReadonlyMap<
  string,
  { readonly difference: Difference; readonly services: number; readonly values: number }
>;

const keyOf = ({ rule, note }: Pick<Difference, 'rule' | 'note'>): string => `${rule}\u001F${note}`;

function commonRemarks({ services }: ConversionReport): Common {
  const found = new Map<string, { difference: Difference; services: number; values: number }>();
  for (const { differences } of services)
    for (const difference of differences) {
      if (difference.outcome === 'undecided') continue;
      const before = found.get(keyOf(difference));
      const values = (before?.values ?? 0) + difference.pointers.length;
      found.set(keyOf(difference), { difference, services: (before?.services ?? 0) + 1, values });
    }
  return new Map([...found].filter(([, one]) => isCommon(one)));
}

function commonPart(common: Common, all: number): string {
  if (common.size === 0) return '';
  const rows = Array.from(common.values())
    .toSorted((a, b) => b.services - a.services)
    .map(({ difference, services }) => [...remark(difference), services === all ? 'all' : String(services)]);
  return `<h2>True of many values</h2>\n${table(['of the service', 'became', 'what differs', 'services'], rows)}`;
}

function behavioursPart({ behaviours }: ConversionReport): string {
  if (behaviours.length === 0) return '';
  const rows = behaviours.map((one) => [
    text(one.construct),
    text(one.becomes),
    text(one.difference),
    one.services === 'all' ? 'all' : String(one.services.length || '–'),
  ]);
  return `<h2>What services did by themselves</h2>\n<p>No setting of a service says it, so that no flow carries it.</p>\n${table(['the service', 'the flow', 'to do or to know', 'services'], rows)}`;
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

function servicePart(service: ServiceReport, review: ServiceReview | undefined, common: Common): string {
  const { id, name, file, refused = '', differences, open } = service;
  const own = differences.filter((one) => one.outcome !== 'undecided' && !common.has(keyOf(one)));
  const parts = [
    `<h2>${text(name)} <small>${text(id)}</small></h2>`,
    `<p>${review?.isActive === false ? 'The service was <b>not active</b>. ' : ''}${file === undefined ? `<b class="unsupported">No flow.</b> ${text(refused)}` : `Flow: <code>${text(file)}</code>`}</p>`,
  ];
  if (review !== undefined) {
    if (review.steps.length > 0) parts.push(`<div class="picture">${drawFlow(name, review.steps)}</div>`);
    parts.push(
      table(['', 'service', 'flow'], [['starts', text(review.triggerBefore), text(review.triggerAfter)]]),
      rowsPart(
        'Filters',
        ['field', 'passes when', 'in the flow'],
        review.filters.map(({ field, test, fate }) => [code(field), text(test), fateCell(fate, common)]),
      ),
      rowsPart(
        'Mappings',
        ['source', 'functions', 'target', 'in the flow'],
        review.mappings.map(({ source, target, functions, fate }) => [
          code(source),
          functions.map(text).join('<br>'),
          code(target),
          fateCell(fate, common),
        ]),
      ),
    );
  }
  if (open.length > 0) parts.push('<h3>To decide</h3>', ...open.map((question) => groupItem([question])));
  if (own.length > 0)
    parts.push('<h3>What differs</h3>', table(['of the service', 'became', 'what differs'], own.map(remark)));
  return `<section id="s-${text(id)}">\n${parts.join('\n')}\n</section>`;
}

function rowsPart(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  return rows.length === 0 ? `<p>${title}: none.</p>` : `<h3>${title}</h3>\n${table(head, rows)}`;
}

function fateCell({ outcome, notes }: Fate, common: Common): string {
  const told = [...common.values()].map(({ difference }) => difference.note);
  const own = notes.filter((note) => !told.includes(note));
  return [`<b class="${outcome}">${fateWords[outcome]}</b>`, ...own.map(text)].join('<br>');
}

function code(value: string): string {
  return `<code>${text(value)}</code>`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
