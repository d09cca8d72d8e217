/** Types by their numbers in pg_type. */
const type = {
  bool: 16,
  bytea: 17,
  int8: 20,
  int2: 21,
  int4: 23,
  oid: 26,
  json: 114,
  float4: 700,
  float8: 701,
  jsonb: 3802,
};

const numbers: ReadonlySet<number> = new Set([type.int2, type.int4, type.int8, type.oid]);

/** A cell as JSON, from the text that PostgreSQL writes for it. */
export function cellOf(text: string | null, dataType: number): string {
  if (text === null) return 'null';
  if (numbers.has(dataType)) return text;
  if (dataType === type.bool) return text === 't' ? 'true' : 'false';
  if (dataType === type.json || dataType === type.jsonb) return text;
  if (dataType === type.float4 || dataType === type.float8) return /^-?\d/u.test(text) ? text : JSON.stringify(text);
  if (dataType === type.bytea) return JSON.stringify(Buffer.from(text.slice(2), 'hex').toString('base64'));
  return JSON.stringify(text);
}
