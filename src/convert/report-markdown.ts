import { outcomes } from './account.ts';
import type { Question } from './decisions.ts';
import { code, table, text } from './markdown.ts';
import { fateWords, type ServiceReview } from './review.ts';
import { conversionRules } from './rules/index.ts';
import type { BehaviourReport, ConversionReport, Difference, PartReport, ServiceReport } from './report.ts';

/** The report for people. Everything that came from the bundle is escaped. */
export function printReport(report: ConversionReport, reviews: ReadonlyMap<string, ServiceReview>): string {
  const parts = [
    `# Conversion of ${text(report.company)}`,
    summary(report),
    table(['outcome', 'values', 'share'], totalRows(report)),
    '## Services',
    table(
      ['service', 'flow', 'exact', 'equivalent', 'decision', 'none', 'open decisions'],
      report.services.map(serviceRow),
      'llrrrrr',
    ),
    ...setUpPart(report),
    ...(report.open.length === 0 ? [] : ['## Decisions for all services', ...report.open.map(questionItem)]),
    ...behavioursPart(report),
    ...report.services.flatMap((service) => servicePart(service, reviews.get(service.id))),
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
            ['instance', 'connector', 'environment', 'enter', 'used by'],
            instances.map(({ name, system, environment, credentials, services }) => [
              text(name),
              text(system),
              environment,
              credentials.map(code).join(', ') || 'nothing known',
              services.map(text).join(', '),
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

function servicePart(service: ServiceReport, review: ServiceReview | undefined): readonly string[] {
  return [
    `## ${text(service.name)} (${text(service.id)})`,
    service.file === undefined ? `No flow. ${text(service.refused ?? '')}` : `Flow: ${code(service.file)}`,
    ...(review === undefined ? [] : rowsPart(review)),
    ...(service.open.length === 0 ? [] : ['### To decide', ...service.open.map(questionItem)]),
    ...differencesPart(service),
  ];
}

function rowsPart({ isActive, triggerBefore, triggerAfter, filters, mappings }: ServiceReview): readonly string[] {
  return [
    `${isActive ? '' : 'The service was not active. '}It was started by: ${text(triggerBefore)}. The flow is started by: ${text(triggerAfter)}.`,
    ...(filters.length === 0
      ? []
      : [
          '### Filters',
          table(
            ['field', 'passes when', 'in the flow'],
            filters.map(({ field, test, fate }) => [code(field), text(test), fateWords[fate.outcome]]),
          ),
        ]),
    ...(mappings.length === 0
      ? []
      : [
          '### Mappings',
          table(
            ['source', 'functions', 'target', 'in the flow'],
            mappings.map(({ source, functions, target, fate }) => [
              code(source),
              functions.map(text).join('; '),
              code(target),
              fateWords[fate.outcome],
            ]),
          ),
        ]),
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

function questionItem({ id, question, options, recommended }: Question): string {
  const lines = options.map(
    ({ value, effect }) => `  - ${code(value)}${value === recommended ? ' (recommended)' : ''}: ${text(effect)}`,
  );
  return [`- **${text(question)}** ${code(id)}`, ...(lines.length === 0 ? ['  - any text'] : lines)].join('\n');
}

function differencesPart({ differences }: PartReport): readonly string[] {
  // Open questions are listed above, with their options.
  const shown = differences.filter(({ outcome }) => outcome !== 'undecided');
  if (shown.length === 0) return [];
  return [
    '### What differs',
    table(['of the service', 'became', 'what differs', 'values'], shown.map(differenceRow), 'lllr'),
  ];
}

const rulesByName = new Map(conversionRules.map((rule) => [rule.name, rule]));

function differenceRow({ note, rule, outcome, pointers }: Difference): readonly string[] {
  const { construct = 'Unknown', becomes = 'Nothing' } = rulesByName.get(rule) ?? {};
  const unsupported = outcome === 'unsupported' ? '**Not converted.** ' : '';
  return [text(construct), text(becomes), `${unsupported}${text(note)}`, String(pointers.length)];
}

function number(count: number): string {
  return count === 0 ? '–' : String(count);
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
