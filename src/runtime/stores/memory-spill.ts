import type { SpillFile, SpillPort } from '../../contract/spill.ts';

/** Spill files that last as long as the process, for runs that nobody will carry on. */
export function createMemorySpill(): SpillPort {
  const files = new Map<string, Buffer>();
  const fileOf = (name: string): SpillFile => ({
    get size() {
      return files.get(name)?.length ?? 0;
    },
    append(bytes) {
      const before = files.get(name) ?? Buffer.alloc(0);
      files.set(name, Buffer.concat([before, bytes]));
      return before.length;
    },
    read: (offset, length) => (files.get(name) ?? Buffer.alloc(0)).subarray(offset, offset + length),
    close: () => undefined,
    remove: () => void files.delete(name),
  });
  return {
    create(name) {
      files.set(name, Buffer.alloc(0));
      return fileOf(name);
    },
    open: fileOf,
  };
}
