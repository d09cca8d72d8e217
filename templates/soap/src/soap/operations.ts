import type { QualifiedName, SchemaTables, TypeRef } from './tables.ts';

/** Everything that the description says, as data; loaded at the first call. */
export interface ServiceTables {
  readonly schema: SchemaTables;
  readonly ports: Readonly<Record<string, PortTable>>;
}

export interface PortTable {
  readonly version: '1.1' | '1.2';
  readonly address: string;
  /** JSON texts of `OperationTable`, by name of the method. */
  readonly operations: Readonly<Record<string, string>>;
}

export interface OperationTable {
  /** As in the description. */
  readonly name: string;
  readonly action: string;
  readonly encoded?: true;
  readonly input: MessageTable;
  /** Absent: one-way. */
  readonly output?: MessageTable;
  readonly faults?: readonly (PartTable & { readonly fault: string })[];
}

export interface MessageTable {
  /** Of rpc style: the element around the parts. */
  readonly wrapper?: QualifiedName;
  readonly parts: readonly PartTable[];
  readonly headers?: readonly PartTable[];
}

export interface PartTable {
  /** Name of the property. */
  readonly p: string;
  readonly n: QualifiedName;
  readonly t: TypeRef;
  readonly nil?: true;
}

/** The value of a message is that of its only part, or one property per part. */
export function isBare({ wrapper, parts }: MessageTable): boolean {
  return wrapper === undefined && parts.length === 1;
}
