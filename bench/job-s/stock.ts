// The stock list of job S: what the source has, and what has to arrive where.

export interface Row {
  readonly id: string;
  readonly sku: string;
  readonly site: string;
  readonly quantity: string;
  readonly note: string;
}

export const header = 'id,sku,site,quantity,note';

const sites = ['LHR', 'MAN', 'AMS', 'BER', 'XXX'];
const notes = ['', 'checked', '"two, boxes"', '"said ""full"""'];

/** The line of one record, as a spreadsheet writes it. */
export function lineOf(index: number): string {
  return [
    index,
    `SKU-${index % 977}`,
    sites[index % sites.length],
    (index * 7) % 500,
    notes[index % notes.length],
  ].join(',');
}

const names: Readonly<Record<string, string>> = {
  LHR: 'London Heathrow',
  MAN: 'Manchester',
  AMS: 'Amsterdam',
  BER: 'Berlin',
};

const texts = ['', 'checked', 'two, boxes', 'said "full"'];

/** What a destination gets, and which one: what is low goes to purchasing. */
export function expected(index: number): { readonly to: 'depot' | 'purchasing'; readonly record: string } {
  const site = sites[index % sites.length] ?? '';
  const quantity = (index * 7) % 500;
  const level = quantity < 100 ? 'low' : quantity < 400 ? 'fair' : 'high';
  const record = [
    String(index),
    `SKU-${index % 977}`,
    names[site] ?? site,
    quantity,
    texts[index % texts.length],
    level,
  ];
  return { to: level === 'low' ? 'purchasing' : 'depot', record: JSON.stringify(record) };
}
