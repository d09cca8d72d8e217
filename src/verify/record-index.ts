import { compilePath } from '../text/path.ts';
import { createRecordFinder } from './find-record.ts';
import type { Outline } from './outline.ts';

/** The samples of a service, found by id or by what was made from them. */
export interface RecordIndex {
  withId(id: string): unknown;
  idOf(record: unknown): string | undefined;
  referenceOf(record: unknown): string | undefined;
  /** The record that a body was most probably made from. */
  guess(body: unknown): unknown;
}

export function indexRecords(samples: readonly unknown[], { idPath, referencePath }: Outline): RecordIndex {
  // An inbound payload may be a list of records.
  const records = samples.flat();
  const read = (path: string | undefined): ((record: unknown) => string | undefined) => {
    if (path === undefined) return () => undefined;
    const value = compilePath(path);
    return (record) => {
      const found = value(record);
      return found === undefined || found === null ? undefined : String(found);
    };
  };
  const idOf = read(idPath);
  return {
    idOf,
    referenceOf: read(referencePath),
    withId: (id) => records.find((record) => idOf(record) === id),
    guess: createRecordFinder(records),
  };
}
