import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { startRepatch, type Ended } from './repatch.ts';
import type { ThirdParty } from './third-party.ts';

/** A moment of a run: after so many events at the third party, or after so much of the time that a whole run takes. */
export interface Moment {
  readonly by: 'event' | 'time';
  /** From 0, the start, to 1, the end. */
  readonly at: number;
  /** Milliseconds later. */
  readonly delayMs: number;
}

export interface Extent {
  readonly events: number;
  readonly durationMs: number;
}

/** Runs a command and does something at a moment of it. Returns whether the moment came before the end. */
export async function runUntil(
  args: readonly string[],
  party: ThirdParty,
  { moment, extent }: { readonly moment: Moment; readonly extent: Extent },
  act: (pid: number) => void,
): Promise<Ended & { readonly came: boolean }> {
  const { child, ended } = startRepatch(args);
  let came = false;
  let timer: NodeJS.Timeout | undefined;
  const reach = (): void => {
    timer ??= setTimeout(() => {
      if (child.exitCode !== null || child.pid === undefined) return;
      came = true;
      act(child.pid);
    }, moment.delayMs);
  };
  const target = Math.ceil(moment.at * extent.events);
  party.watch(moment.by === 'event' ? (event) => void (event >= target && reach()) : undefined);
  if (moment.by === 'time') timer = setTimeout(() => ((timer = undefined), reach()), moment.at * extent.durationMs);
  const result = await ended;
  clearTimeout(timer);
  party.watch(undefined);
  return { ...result, came };
}

/** A small disk of its own for state, which can be filled up. */
export interface SmallDisk {
  readonly folder: string;
  fill(): void;
  free(): void;
  remove(): void;
}

/** Needs the right to mount; `undefined` without it. */
export function mountSmallDisk(folder: string, bytes: number): SmallDisk | undefined {
  mkdirSync(folder, { recursive: true });
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder]).status !== 0) return undefined;
  const ballast = join(folder, 'ballast');
  const unmount = (): void => void spawnSync('umount', ['-l', folder]);
  // Also where somebody ends the script.
  process.once('exit', unmount);
  return {
    folder: join(folder, 'state'),
    fill() {
      const file = openSync(ballast, 'w');
      try {
        for (let block = 65_536; block >= 512; block /= 2) writeUntilFull(file, block);
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(ballast, { force: true }),
    remove() {
      process.off('exit', unmount);
      unmount();
    },
  };
}

function writeUntilFull(file: number, block: number): void {
  const bytes = Buffer.alloc(block);
  try {
    while (writeSync(file, bytes) === block);
  } catch {
    // the disk is full
  }
}
