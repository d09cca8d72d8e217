import type { Entries, Entry } from './account.ts';
import type { Question } from './decisions.ts';
import type { ConversionReport, ServiceReport } from './report.ts';
import { spansOf } from './spans.ts';

/**
 * The report for programs. What is common to many services is said once: remarks stand in one list, and each service
 * says by their numbers which of its values they are about. A pointer stands for everything below it. Questions are
 * named by their ids; decisions.yaml has their texts. Reports of ordinary size list every value by itself as well.
 */
export function printReportJson(report: ConversionReport): string {
  const { entries, services, rest, open, ...others } = report;
  const remarks = new Remarks();
  const parts = services.map((service) => JSON.stringify(serviceOf(service, remarks.valuesOf(service.at, entries))));
  const head = {
    ...others,
    open: idsOf(open),
    rest: { ...rest, differences: undefined, values: remarks.valuesOf('', entries) },
    remarks: remarks.list,
  };
  const blocks = [
    JSON.stringify(head, null, 2).replace(/^\{|\n\}$/gu, ''),
    block('services', parts),
    ...(report.totals.total > mostEntries
      ? []
      : [
          block(
            'entries',
            Array.from(entries, (entry) => JSON.stringify(entry)),
          ),
        ]),
  ];
  return `{${blocks.join(',')}\n}\n`;
}

/** Above this the list of all values would be most of the file, and `values` says the same. */
const mostEntries = 150_000;

function block(name: string, lines: readonly string[]): string {
  return `\n  "${name}": [${lines.map((line) => `\n    ${line}`).join(',')}${lines.length === 0 ? '' : '\n  '}]`;
}

type Values = Readonly<Record<string, readonly string[]>>;

function serviceOf({ open, ...service }: ServiceReport, values: Values): unknown {
  return { ...service, differences: undefined, open: idsOf(open), values };
}

function idsOf(questions: readonly Question[]): readonly string[] {
  return questions.map(({ id }) => id);
}

type Remark = Pick<Entry, 'rule' | 'outcome' | 'note'>;

class Remarks {
  readonly list: Remark[] = [];
  readonly #numbers = new Map<string, number>();

  /** Pointers by the number of the remark on them: those of a service, below it, or with `''` all others. */
  valuesOf(within: string, entries: Entries): Values {
    const own = entries.of(within === '' ? undefined : Number(within.slice(within.lastIndexOf('/') + 1)));
    const values: Record<string, string[]> = {};
    for (const { pointer, kind } of spansOf(own, (entry) => this.#numberOf(entry), within))
      (values[kind] ??= []).push(pointer.slice(within.length));
    return values;
  }

  #numberOf({ rule, outcome, note }: Remark): number {
    const key = `${rule}\u001F${outcome}\u001F${note}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.list.length);
    this.list.push({ rule, outcome, note });
    return this.list.length - 1;
  }
}
