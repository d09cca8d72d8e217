import type { SpillFile, SpillPort } from '../../contract/spill.ts';

/** Spill files that last as long as the process, for runs that nobody will carry on. */
export function createMemorySpill(): SpillPort {
  const files = new Map<string, { bytes: Buffer; size: number }>();
  const contentOf = (name: string): { bytes: Buffer; size: number } =>
    files.get(name) ?? { bytes: Buffer.alloc(0), size: 0 };
  const fileOf = (name: string): SpillFile => ({
    get size() {
      return contentOf(name).size;
    },
    append(bytes) {
      const content = contentOf(name);
      const { size } = content;
      if (size + bytes.length > content.bytes.length) {
        const larger = Buffer.alloc(Math.max(size + bytes.length, content.bytes.length * 2));
        content.bytes.copy(larger, 0, 0, size);
        content.bytes = larger;
      }
      content.bytes.set(bytes, size);
      content.size += bytes.length;
      files.set(name, content);
      return size;
    },
    read(offset, length) {
      const { bytes, size } = contentOf(name);
      return bytes.subarray(offset, Math.min(offset + length, size));
    },
    close: () => undefined,
    remove: () => void files.delete(name),
  });
  return {
    create(name) {
      files.set(name, { bytes: Buffer.alloc(0), size: 0 });
      return fileOf(name);
    },
    open: fileOf,
  };
}
