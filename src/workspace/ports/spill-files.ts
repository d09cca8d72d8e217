import { closeSync, fstatSync, mkdirSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { SpillFile, SpillPort } from '../../contract/spill.ts';
import { runFault } from '../run-fault.ts';

/** Files of one run in a folder of its own, which is made at the first use. */
export function createSpillFiles(folder: string): SpillPort {
  return {
    create(name) {
      const path = join(folder, `${name}.bucket`);
      return guard(path, () => {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        rmSync(path, { force: true });
        return spillFile(path, openSync(path, 'wx+', 0o600), 0);
      });
    },
    open(name) {
      const path = join(folder, `${name}.bucket`);
      return guard(path, () => {
        const file = openSync(path, 'r');
        return spillFile(path, file, fstatSync(file).size);
      });
    },
  };
}

function spillFile(path: string, file: number, existing: number): SpillFile {
  let size = existing;
  let isOpen = true;
  const close = (): void => {
    if (isOpen) closeSync(file);
    isOpen = false;
  };
  return {
    get size() {
      return size;
    },
    append(bytes) {
      const offset = size;
      guard(path, () => {
        // The system may take a part of what it is given.
        for (let done = 0; done < bytes.length;)
          done += writeSync(file, bytes, done, bytes.length - done, offset + done);
      });
      size += bytes.length;
      return offset;
    },
    read(offset, length) {
      const bytes = Buffer.alloc(length);
      guard(path, () => {
        for (let done = 0; done < length;) {
          const count = readSync(file, bytes, done, length - done, offset + done);
          if (count === 0) throw new Error(`it ends after ${offset + done} bytes`);
          done += count;
        }
      });
      return bytes;
    },
    close,
    remove() {
      close();
      rmSync(path, { force: true });
    },
  };
}

const help = 'Payloads that wait are kept there; check that the folder of state can be read and written.';

function guard<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    throw runFault({ code: 'run/spill-failed', what: `"${path}", where payloads wait,`, help }, cause);
  }
}
