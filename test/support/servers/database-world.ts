import type { Protocol } from '../../../src/connector/definition.ts';

/** A database server of its own on loopback, with an empty database "shop". */
export interface DatabaseWorld {
  readonly protocol: Protocol;
  readonly values: Readonly<Record<string, string>>;
  /** Its certificate, which is for "localhost". */
  readonly ca: string;
  /** Carries out statements beside the product, one after the other; gives the rows of the last. */
  sql(...statements: readonly string[]): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Cuts the connections of the product, as an administrator would. Gives their number. */
  cut(): Promise<number>;
  close(): Promise<void>;
}
