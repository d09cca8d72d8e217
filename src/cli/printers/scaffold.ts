import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ScaffoldResult } from '../../app/scaffold.ts';
import type { Paint } from '../colour.ts';
import { count, number } from '../words.ts';
import { printDiagnostic } from './pretty.ts';

/** Descriptions of large APIs repeat their faults; a few of each say what there is to know. */
const shownOfEach = 3;

/** The first diagnostics of each code, and how many more there are. Each breaking change is a task of its own. */
export function printDiagnosticsBriefly(diagnostics: readonly Diagnostic[], paint: Paint): string {
  const counts = new Map<string, number>();
  const shown = diagnostics.filter(({ code }) => {
    const before = counts.get(code) ?? 0;
    counts.set(code, before + 1);
    return before < limitOf(code);
  });
  const more = Array.from(counts, ([code, total]) => [code, total - limitOf(code)] as const).filter(
    ([, rest]) => rest > 0,
  );
  return [
    ...shown.map((one) => `${printDiagnostic(one, undefined, paint)}\n`),
    ...more.map(([code, rest]) => `  and ${number(rest)} more of ${code}\n`),
    ...(more.length === 0 ? [] : ['  --format json lists them all\n\n']),
  ].join('');
}

function limitOf(code: string): number {
  return code === 'scaffold/breaking-change' ? Infinity : shownOfEach;
}

/** A scaffold for people: coverage, then what was left out, then the files. */
export function printScaffold({
  report,
  repairs,
  files,
  removed,
  out,
  ok,
  wrote,
  changes,
  into,
}: ScaffoldResult): string {
  if (report === undefined) return '';
  const { operations, schemas, losses, detected } = report;
  const paged = Object.values(detected.endpoints).filter((found) => 'pagination' in found).length;
  const lines = [
    `${report.name} (${report.source})`,
    `  operations ${number(operations.generated)}/${number(operations.declared)}, schemas ${number(schemas.generated)}/${number(schemas.declared)}, ${count(repairs, 'repair')}, ${count(losses.length, 'loss', 'losses')}`,
    `  pages found for ${count(paged, 'listing')}${detected.rateLimit === undefined ? '' : ', and a rate limit'}`,
    ...losses.map((loss) => `  lost ${loss.kind} ${loss.name}: ${loss.reason} (${placeOf(loss)})`),
    ...report.notes.slice(0, shownNotes).map(({ at, message }) => `  noted ${oneLine(`${at}: ${message}`)}`),
    ...(report.notes.length > shownNotes
      ? [`  and ${number(report.notes.length - shownNotes)} more notes: --json lists them all`]
      : []),
    ...webhookLines(report.webhooks),
  ];
  if (changes !== undefined) {
    const breaking = changes.filter(({ severity }) => severity === 'breaking').length;
    lines.push(`  ${count(changes.length, 'change')} of the API, ${number(breaking)} of them breaking`);
  }
  if (out === undefined || (!ok && files.length === 0)) return `${lines.join('\n')}\n`;
  if (files.length === 0 && removed.length === 0) lines.push(`${out} is up to date`);
  const verb = wrote ? 'wrote' : ok ? 'would write' : 'stale';
  const rest = files.length - shown;
  lines.push(...files.slice(0, shown).map((file) => `${verb} ${out}/${file}`));
  if (rest > 0) lines.push(`${verb} ${count(rest, 'more file')} in ${out}`);
  lines.push(...removed.map((file) => `${wrote ? 'removed' : 'would remove'} ${out}/${file}`));
  if (into !== undefined)
    lines.push(
      ...into.added.map((what) => `${wrote ? 'added' : 'would add'} ${oneLine(what)}`),
      ...into.kept.map((what) => `kept ${oneLine(what)}`),
      ...(into.next.length === 0 ? [] : ['next:', ...into.next.map((command) => `  ${oneLine(command)}`)]),
    );
  return `${lines.join('\n')}\n`;
}

function webhookLines(names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const named = names.slice(0, shownWebhooks).map(oneLine).join(', ');
  const more = names.length > shownWebhooks ? `, and ${number(names.length - shownWebhooks)} more` : '';
  return [`  ${count(names.length, 'webhook or callback', 'webhooks and callbacks')}: ${named}${more}`];
}

function placeOf({ file, pointer, line, column }: NonNullable<ScaffoldResult['report']>['losses'][number]): string {
  return line === undefined ? file + pointer : `${file}:${line}:${column ?? 1}`;
}

const shownNotes = 10;
const shownWebhooks = 10;

/** Names come from the description, and could steer a terminal. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ');
}

/** Large APIs have hundreds of files; --json lists them all. */
const shown = 20;
