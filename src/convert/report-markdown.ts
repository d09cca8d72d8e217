import { outcomes } from './account.ts';
import type { Question } from './decisions.ts';
import { code, table, text } from './markdown.ts';
import {
  allOpen,
  becameOf,
  commonRemarks,
  groupQuestions,
  keyOf,
  leftBehind,
  type CommonRemarks,
} from './report-common.ts';
import { operationsSummary, operationsTable, poolsTable } from './report-operations.ts';
import { outcomeWords, type RowOutcome, type Reviews, type ServiceReview, type StepReview } from './review.ts';
import { conversionRules } from './rules/index.ts';
import type { BehaviourReport, ConversionReport, Difference, PartReport, ServiceReport } from './report.ts';

/** The report for people. Everything that came from the bundle is escaped. */
export function printReport(report: ConversionReport, reviews: Reviews): string {
  const common = commonRemarks(report);
  const parts = [
    `# Conversion of ${text(report.company)}`,
    summary(report),
    ...openPart(report),
    table(['outcome', 'values', 'share'], totalRows(report)),
    '## Services',
    table(
      ['service', 'flow', 'exact', 'equivalent', 'decision', 'none', 'open decisions'],
      report.services.map(serviceRow),
      'llrrrrr',
    ),
    ...setUpPart(report),
    ...poolsPart(report),
    ...operationsPart(report),
    ...commonPart(common, report.services.length),
    ...behavioursPart(report),
    ...report.services.flatMap((service) => servicePart(service, reviews(service.id), common)),
    '## Outside the services',
    ...differencesPart(report.rest),
    ...(report.stale.length === 0
      ? []
      : ['## Answers that nothing asks for', report.stale.map((id) => `- ${code(id)}`).join('\n')]),
    '## Rules',
    table(
      ['rule', 'class', ...outcomes],
      report.rules.map((rule) => [code(rule.rule), rule.class, ...outcomes.map((outcome) => number(rule[outcome]))]),
      'llrrrr',
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}

function summary({ services, totals, open: company }: ConversionReport): string {
  const flows = services.filter(({ file }) => file !== undefined).length;
  const open = services.reduce((sum, service) => sum + service.open.length, company.length);
  const verdict =
    totals.undecided === 0 && totals.unsupported === 0 && open === 0
      ? 'Nothing is open.'
      : `Answer ${plural(open, 'open decision')} in decisions.yaml and convert again; until then the recommended answers stand in.`;
  return `${plural(services.length, 'service')} became ${plural(flows, 'flow')}. ${verdict}`;
}

function totalRows({ totals }: ConversionReport): readonly (readonly string[])[] {
  const meaning = {
    converted: 'converted as it was',
    noted: 'converted, with a remark',
    undecided: 'waiting for a decision',
    unsupported: 'without counterpart',
  };
  const share = (count: number): string => `${totals.total === 0 ? 0 : Math.round((100 * count) / totals.total)} %`;
  return [
    ...outcomes.map((outcome) => [meaning[outcome], String(totals[outcome]), share(totals[outcome])]),
    ['**all values of the bundle**', `**${totals.total}**`, ''],
  ];
}

function serviceRow({ id, name, file, classes, open }: ServiceReport): readonly string[] {
  const none = classes.none + classes.unknown;
  const counts = [classes.exact, classes.equivalent, classes.decision, none, open.length];
  return [`${text(name)} (${text(id)})`, file === undefined ? 'none' : code(file), ...counts.map(number)];
}

function setUpPart({ setUp }: ConversionReport): readonly string[] {
  const { connectors, instances, addresses } = setUp;
  const missing = connectors.filter(({ definition }) => definition === undefined);
  if (instances.length === 0 && missing.length === 0 && addresses.length === 0) return [];
  return [
    '## Before the flows can run',
    ...(missing.length === 0
      ? []
      : [
          `Install or build ${plural(missing.length, 'connector')} that no definition describes: ${missing.map(({ system }) => text(system)).join(', ')}.`,
        ]),
    ...(instances.length === 0
      ? []
      : [
          '### Instances to create',
          table(
            ['instance', 'connector', 'environment', 'the connector asks for', 'used by'],
            instances.map(({ name, system, environment, asks, services }) => [
              text(name),
              text(system),
              environment,
              asks.map(text).join('; ') || 'not known without its definition',
              concerned(services),
            ]),
          ),
        ]),
    ...(addresses.length === 0
      ? []
      : [
          '### Addresses that senders must change',
          table(
            ['service', 'from', 'to'],
            addresses.map(({ service, before, after }) => [text(service), text(before), text(after)]),
          ),
        ]),
  ];
}

function poolsPart(report: ConversionReport): readonly string[] {
  const { head, rows } = poolsTable(report);
  if (rows.length === 0) return [];
  return [
    '## Data pools before the first run',
    table(
      head,
      rows.map((cells) => cells.map(text)),
    ),
  ];
}

function operationsPart({ forecast }: ConversionReport): readonly string[] {
  if (forecast.flows.length === 0) return [];
  const { head, rows } = operationsTable(forecast);
  return [
    '## Operations',
    ...operationsSummary(forecast).map(text),
    table(
      head,
      rows.map((cells) => cells.map(text)),
      `l${'r'.repeat(head.length - 1)}`,
    ),
  ];
}

function behavioursPart({ behaviours }: ConversionReport): readonly string[] {
  if (behaviours.length === 0) return [];
  return [
    '## What services did by themselves',
    'No setting of a service says it, so that no flow carries it.',
    table(
      ['the service', 'the flow', 'to do or to know', 'class', 'services'],
      behaviours.map((one) => [
        text(one.construct),
        text(one.becomes),
        text(one.difference),
        one.class,
        concerned(one.services),
      ]),
    ),
  ];
}

const shownServices = 10;

function concerned(services: BehaviourReport['services']): string {
  if (services === 'all') return 'all';
  const more = services.length > shownServices ? ` and ${services.length - shownServices} more` : '';
  return `${services.slice(0, shownServices).map(text).join(', ') || '–'}${more}`;
}

function openPart(report: ConversionReport): readonly string[] {
  const all = allOpen(report);
  const lost = leftBehind(report);
  return [
    ...(all.length === 0 ? [] : ['## Open', ...groupQuestions(all).map(groupItem)]),
    ...(lost.length === 0
      ? []
      : [
          '## Left behind',
          [
            ...lost
              .slice(0, mostShown)
              .map(
                ({ service, lost: { note, values } }) =>
                  `- ${text(service.name)} (${text(service.id)}): ${text(note)} (${plural(values, 'value')})`,
              ),
            ...(lost.length > mostShown ? [`- and ${lost.length - mostShown} more; report.json has all`] : []),
          ].join('\n'),
        ]),
  ];
}

const mostShown = 100;

function groupItem(group: readonly [Question, ...Question[]]): string {
  const [{ question, options, recommended }] = group;
  const lines = options.map(
    ({ value, effect }) => `  - ${code(value)}${value === recommended ? ' (recommended)' : ''}: ${text(effect)}`,
  );
  const ids = group.slice(0, mostShown).map(({ id }) => code(id));
  const more = group.length > mostShown ? ` and ${group.length - mostShown} more` : '';
  return [`- **${text(question)}** ${ids.join(', ')}${more}`, ...(lines.length === 0 ? ['  - any text'] : lines)].join(
    '\n',
  );
}

function commonPart(common: CommonRemarks, all: number): readonly string[] {
  if (common.size === 0) return [];
  const rows = Array.from(common.values(), ({ number: no, difference, services }) => {
    const [construct = '', becomes = '', note = ''] = differenceRow(difference);
    return [String(no), construct, becomes, note, services === all ? 'all' : String(services)];
  });
  return [
    '## True of many values',
    'The tables of the services name these remarks by their numbers.',
    table(['no.', 'of the service', 'became', 'what differs', 'services'], rows, 'rlllr'),
  ];
}

function servicePart(
  service: ServiceReport,
  review: ServiceReview | undefined,
  common: CommonRemarks,
): readonly string[] {
  const { name, id, file, refused = '', open, differences } = service;
  return [
    `## ${text(name)} (${text(id)})`,
    file === undefined ? `No flow. ${text(refused)}` : `Flow: ${code(file)}`,
    ...(review === undefined ? [] : rowsPart(review, common)),
    ...(open.length === 0
      ? []
      : ['### To decide', open.map((one) => `- ${text(one.question)} ${code(one.id)}`).join('\n')]),
    ...differencesPart({ differences: differences.filter((one) => !common.has(keyOf(one))) }),
  ];
}

/** The steps in a line: `a → b [Try: c → d | Catch: e]`. */
function stepsLine(steps: readonly StepReview[]): string {
  return steps
    .map(({ name, legs }) => {
      const inside = legs.map((leg) => `${text(leg.name)}: ${stepsLine(leg.steps) || 'nothing'}`);
      return inside.length === 0 ? text(name) : `${text(name)} (${inside.join('; ')})`;
    })
    .join(' → ');
}

function outcomeText({ outcome, remarks }: RowOutcome, common: CommonRemarks): string {
  const numbers = remarks.flatMap((one) => common.get(keyOf(one))?.number ?? []).toSorted((a, b) => a - b);
  const own = remarks.filter((one) => !common.has(keyOf(one))).map(({ note }) => text(note));
  return [outcomeWords[outcome], ...(numbers.length === 0 ? [] : [`(${numbers.join(', ')})`]), ...own].join(' ');
}

function rowsPart(
  { isActive, triggerBefore, triggerAfter, filters, mappings, steps }: ServiceReview,
  common: CommonRemarks,
): readonly string[] {
  return [
    `${isActive ? '' : 'The service was not active. '}It was started by: ${text(triggerBefore)}. The flow is started by: ${text(triggerAfter)}.`,
    ...(steps.length === 0 ? [] : [`Steps: ${stepsLine(steps)}`]),
    ...(filters.length === 0
      ? []
      : [
          '### Filters',
          table(
            ['field', 'passes when', 'became', 'in the flow'],
            filters.map(({ field, test, became }) => [
              code(field),
              text(test),
              text(becameOf(became.rules)),
              outcomeText(became, common),
            ]),
          ),
        ]),
    ...(mappings.length === 0
      ? []
      : [
          '### Mappings',
          table(
            ['source', 'functions', 'target', 'in the flow'],
            mappings.map(({ source, functions, target, policy, became }) => [
              code(source),
              functions.map(text).join('; '),
              policy === '' ? code(target) : `${code(target)}, ${text(policy)}`,
              outcomeText(became, common),
            ]),
          ),
        ]),
  ];
}

function differencesPart({ differences }: Pick<PartReport, 'differences'>): readonly string[] {
  // Open questions are listed above, with their options.
  const shown = differences.filter(({ outcome }) => outcome !== 'undecided');
  if (shown.length === 0) return [];
  return [
    '### What differs',
    table(['of the service', 'became', 'what differs', 'values'], shown.map(differenceRow), 'lllr'),
  ];
}

const rulesByName = new Map(conversionRules.map((rule) => [rule.name, rule]));

function differenceRow({ note, rule, outcome, values }: Difference): readonly string[] {
  const { construct = 'Unknown', becomes = 'Nothing' } = rulesByName.get(rule) ?? {};
  const unsupported = outcome === 'unsupported' ? '**Not converted.** ' : '';
  return [text(construct), text(becomes), `${unsupported}${text(note)}`, String(values)];
}

function number(count: number): string {
  return count === 0 ? '–' : String(count);
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
