/** About 200 bytes: a text with what needs quotes, a number that JavaScript cannot hold, and leading zeros. */
export interface LargeRecord {
  readonly id: string;
  readonly sku: string;
  readonly text: string;
  readonly price: string;
  readonly status: string;
}

export const columns = ['id', 'sku', 'text', 'price', 'status'] as const;

export function recordOf(index: number): LargeRecord {
  const id = String(index).padStart(9, '0');
  return {
    id,
    sku: `00${index % 997}`,
    text: `Cup "${index % 13}", blue; for order ${id} ${'x'.repeat(100 + (index % 29))}`,
    price: `${index}.${index % 10}0`,
    status: index % 4 === 0 ? 'open' : 'paid',
  };
}

export function jsonOf(index: number): string {
  const { price, ...texts } = recordOf(index);
  return `{"ean":12345678901${String(index).padStart(9, '0')},"price":${price},${JSON.stringify(texts).slice(1)}`;
}

export function csvOf(index: number): string {
  const record = recordOf(index);
  return columns.map((name) => (name === 'text' ? `"${record[name].replaceAll('"', '""')}"` : record[name])).join(';');
}
