// Deterministic order generator. Record i depends only on (seed, i), so any
// slice can be produced without producing what came before it.

const FIRST = [
  'Ada',
  'Bram',
  'Chloe',
  'Dmitri',
  'Esme',
  'Farid',
  'Greta',
  'Hugo',
  'Ines',
  'Jonas',
  'Keira',
  'Luca',
  'Mina',
  'Noor',
  'Otto',
  'Priya',
];
const LAST = [
  'Abbott',
  'Baker',
  'Castillo',
  'Doyle',
  'Eriksen',
  'Fontaine',
  'Gupta',
  'Hughes',
  'Ito',
  'Jansen',
  'Kowalski',
  'Lind',
  'Moreau',
  'Nkosi',
  'Okafor',
  'Petrov',
];
const CITY = ['Leeds', 'Lyon', 'Porto', 'Bremen', 'Gdansk', 'Malmo', 'Turin', 'Ghent', 'Cork', 'Bilbao'];
const STREET = ['High Street', 'Mill Lane', 'Station Road', 'Church View', 'Dock Walk', 'Orchard Close', 'Canal Side'];
const COUNTRY = ['gb', 'fr', 'pt', 'de', 'pl', 'se', 'it', 'be', 'ie', 'es'];
const CUR = ['gbp', 'eur', 'usd', 'sek', 'pln'];
const SHIP: readonly (string | null)[] = ['express', 'next_day', null, 'collect', 'standard'];
const OTHER_STATUS = ['pending', 'refunded', 'cancelled', 'authorised'];
const NOUN = ['lamp', 'kettle', 'jacket', 'notebook', 'speaker', 'backpack', 'candle', 'rug', 'helmet', 'mug'];
const COLOUR = ['amber', 'black', 'coral', 'denim', 'ecru', 'fern', 'grey', 'hazel'];
const NOTE = 'Leave with a neighbour if nobody answers the door and ring twice before going away. ';

/** Small 32-bit generator (xorshift family), reseeded per record. */
function randomFor(seed: number, i: number): () => number {
  let s = (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(i + 1, 0xc2b2ae35)) >>> 0;
  if (s === 0) s = 0x1234567;
  const next = () => {
    s ^= s << 13;
    s >>>= 0;
    s ^= s >>> 17;
    s ^= s << 5;
    s >>>= 0;
    return s / 4294967296;
  };
  for (let k = 0; k < 6; k++) next();
  return next;
}

function pick<T>(random: () => number, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] as T; // random() is below 1
}

const dec4 = (x: number): number => Math.round(x * 1e4) / 1e4;

/** One order, about 1.5 kB as JSON, three line items. */
export function makeOrder(i: number, seed = 42) {
  const r = randomFor(seed, i);
  const first = pick(r, FIRST);
  const last = pick(r, LAST);
  const c = Math.floor(r() * CITY.length);
  const paid = r() < 0.6;
  const cheap = r() < 1 / 6; // so that about half of all orders pass the filter
  const items: { id: number; sku: string; title: string; quantity: number; price: number; [more: string]: unknown }[] =
    [];
  let total = 0;
  for (let k = 0; k < 3; k++) {
    const quantity = 1 + Math.floor(r() * 4);
    const price = cheap ? dec4(0.5 + r() * 3) : dec4(18 + r() * 80);
    total += quantity * price;
    const noun = pick(r, NOUN);
    const colour = pick(r, COLOUR);
    items.push({
      id: 7000000 + i * 3 + k,
      sku: `${noun.slice(0, 3)}-${colour.slice(0, 3)}-${String(Math.floor(r() * 1e5)).padStart(5, '0')}`,
      title: `${colour} ${noun}, series ${1 + Math.floor(r() * 9)}`,
      quantity,
      price,
      tax_rate: 0.2,
      warehouse: `wh-${1 + Math.floor(r() * 4)}`,
      gift: r() < 0.1,
      properties: [
        { name: 'colour', value: colour },
        { name: 'batch', value: `b${Math.floor(r() * 1e4)}` },
      ],
    });
  }
  total = dec4(total);
  const created = 1704067200000 + Math.floor(r() * 63072000) * 1000; // 2024 and 2025
  const address = {
    name: `${first} ${last}`,
    line1: `${1 + Math.floor(r() * 240)} ${pick(r, STREET)}`,
    line2: r() < 0.3 ? `Flat ${1 + Math.floor(r() * 30)}` : '',
    city: CITY[c] ?? '',
    postcode: `pc${10000 + Math.floor(r() * 89999)}`,
    country_code: COUNTRY[c] ?? '',
    phone: `+44${7000000000 + Math.floor(r() * 999999999)}`,
  };
  return {
    id: 1000000 + i,
    order_number: `so-${String(1000000 + i).padStart(9, '0')}`,
    status: paid ? 'paid' : pick(r, OTHER_STATUS),
    currency: pick(r, CUR),
    total,
    total_tax: dec4(total / 6),
    created_at: new Date(created).toISOString(),
    updated_at: new Date(created + 3600000).toISOString(),
    channel: r() < 0.5 ? 'web' : 'pos',
    customer: {
      id: 50000 + Math.floor(r() * 20000),
      first_name: first,
      last_name: last,
      email: `${first}.${last}${Math.floor(r() * 1000)}@Example.COM`,
      accepts_marketing: r() < 0.5,
    },
    shipping_address: address,
    billing_address: { city: address.city, postcode: address.postcode, country_code: address.country_code },
    shipping_method: pick(r, SHIP),
    tags: [pick(r, COLOUR), pick(r, NOUN), `seg${Math.floor(r() * 20)}`],
    line_items: items,
    note: NOTE + `ref ${Math.floor(r() * 1e9)}`,
  };
}

export type Order = ReturnType<typeof makeOrder>;
