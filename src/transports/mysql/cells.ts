/** Types of columns, by their numbers in the protocol. */
const type = { float: 4, double: 5, null: 6, longlong: 8, bit: 16, json: 245 };
/** TINY, SHORT, LONG, INT24, YEAR, and those above. */
const numbers: ReadonlySet<number> = new Set([1, 2, 3, 9, 13, type.longlong]);

export interface MysqlField {
  readonly name: string;
  readonly columnType?: number;
  /** MariaDB keeps JSON as text, and says so. */
  readonly extendedFormat?: string;
}

/** A cell as JSON. Decimals and long numbers come as texts, as do dates. */
export function cellOf(value: unknown, { columnType = type.null, extendedFormat }: MysqlField): string {
  if (value === null || value === undefined) return 'null';
  if (Buffer.isBuffer(value)) return JSON.stringify(value.toString('base64'));
  const text = String(value as string | number);
  if (columnType === type.json || extendedFormat === 'json') return text;
  if (columnType === type.float) return shortest(Number(value));
  if (columnType === type.double || numbers.has(columnType)) return text;
  return JSON.stringify(text);
}

/** The shortest decimals that are this number of 32 bits, which the library hands over as one of 64. */
function shortest(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(value);
}
