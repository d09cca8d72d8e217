import { relative } from 'node:path';
import type { RunResult } from '../contract/events.ts';
import type { RunSummary } from '../contract/run-record.ts';
import { number } from './words.ts';

/** What was typed to start the run, as far as the next command needs it again. */
export interface Typed {
  readonly file?: string | undefined;
  readonly service?: string | undefined;
  readonly environment?: string | undefined;
  readonly version?: string | number | undefined;
  readonly instances?: string | undefined;
  readonly state?: string | undefined;
}

/** What to type after a run that did not go well, each with what it does; nothing after one that did. */
export function nextCommands(result: RunResult, typed: Typed): readonly string[] {
  const { run, canResume, isComplete } = result;
  const total = result.failures.length + result.omitted.failures;
  if (result.status.code === 2 && total === 0) return [];
  const again = commandOf('run', typed);
  const isKept = !result.failures.some(({ code }) => code === 'run/disk-full' || code === 'run/state-unusable');
  const all =
    total > 1 && isKept ? [`${showCommand(run, typed)} --json   (each of the ${number(total)} failures)`] : [];
  if (canResume) return [...carryOn(run, again), ...all];
  if (!isComplete) return [`${again}   (starts anew; nothing was sent that would be sent twice)`, ...all];
  return [...(total === 0 ? [] : [retry(run, again)]), ...all];
}

/** What to type to go on with a run of the history, where there is something left to do. */
export function waysOn(summary: RunSummary, { state }: Typed): readonly string[] {
  const { run, retryable } = summary;
  const { service, environment, version } = summary;
  const again = commandOf('run', { file: fileOf(summary), service, environment, version, state });
  if (summary.state === 'running' || summary.state === 'unfinished') return carryOn(run, again);
  return retryable === 0 ? [] : [retry(run, again)];
}

function carryOn(run: string, again: string): readonly string[] {
  return [
    `${again} --resume ${run}   (goes on where it ended)`,
    `${again} --abandon ${run}   (gives it up and starts anew)`,
  ];
}

function retry(run: string, again: string): string {
  return `${again} --retry-failed ${run}   (sends just what failed)`;
}

/** As people would write it. */
function fileOf({ file }: RunSummary): string {
  const near = relative('', file);
  return near.startsWith('..') ? file : near;
}

/** Without the environment a new run would reach what the environment is there to keep it from. */
function commandOf(verb: string, { file, service, environment, version, instances, state }: Typed): string {
  return [
    `repatch ${verb}`,
    ...(file === undefined ? [] : [quoted(file)]),
    ...flag('--service', service),
    ...flag('--environment', environment),
    ...flag('--version', version === undefined ? undefined : String(version)),
    ...flag('--instances', instances),
    ...flag('--state', state),
  ].join(' ');
}

/** State is looked for where the document stands. */
function showCommand(run: string, { file, state }: Typed): string {
  const place =
    state === undefined && file !== undefined && /[\\/]/u.test(file) ? flag('--for', file) : flag('--state', state);
  return ['repatch runs show', run, ...place].join(' ');
}

function flag(name: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [name, quoted(value)];
}

/** As a shell takes it. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/u.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
