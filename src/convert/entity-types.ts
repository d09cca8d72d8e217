/**
 * Ids of the platform's entity types, which the rows of a data pool need. Observed: one account's list; the dashboard offers a
 * download of the ids, which is to be preferred.
 */
const entityTypes: Readonly<Record<string, number>> = {
  orders: 37,
  'order lines': 38,
  customer: 47,
  refunds: 48,
  products: 54,
  variant: 55,
  images: 56,
  fulfilments: 58,
  'inventory items': 59,
  'inventory levels': 60,
  locations: 61,
  'gift cards': 62,
  return: 63,
  'purchase orders': 64,
  stock: 65,
  reports: 66,
  cancellations: 67,
  channels: 68,
  invoices: 69,
  'transfer orders': 70,
  'billing address': 71,
  addresses: 72,
  contacts: 73,
  categories: 74,
  brands: 75,
  site: 76,
  channel: 77,
};

/** Data of no particular kind. */
const unspecified = 1;

const byName = new Map(Object.entries(entityTypes).map(([name, id]) => [plain(name), id]));

/** The id of an entity by its name, whether that is one or many; 1 for one that the list does not have. */
export function entityTypeOf(entity: string): number {
  return byName.get(plain(entity)) ?? unspecified;
}

function plain(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z]+/gu, '')
    .replace(/ies$/u, 'y')
    .replace(/s$/u, '');
}
