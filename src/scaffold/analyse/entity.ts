import type { Operation } from '../api-model.ts';
import { successContent, type SchemaView } from './schema-view.ts';
import { singular, wordsOf } from './words.ts';

/** Entities of the platform's data pools. Source: the domain notes, "entity vocabulary". */
const vocabulary = [
  'orders', 'order lines', 'order tax lines', 'order line item discounts', 'order line item tax lines', 'discount details',
  'shipping address', 'shipping line discounts', 'shipping lines', 'shipping line tax lines', 'customer', 'refunds',
  'refund line items', 'refund order adjustment', 'refund line item discounts', 'refund line item tax lines',
  'refund transactions', 'products', 'variant', 'images', 'fulfilment line items', 'fulfilments', 'inventory items',
  'inventory levels', 'locations', 'gift cards', 'return', 'purchase orders', 'stock', 'reports', 'cancellations', 'channel',
  'invoices', 'transfer orders', 'billing address', 'addresses', 'contacts', 'categories', 'brands', 'site',
]; // prettier-ignore

/** Other words for the same. */
const synonyms: Readonly<Record<string, string>> = {
  'customer address': 'addresses',
  'order item': 'order lines',
  'order line item': 'order lines',
  'line item': 'order lines',
  'product variant': 'variant',
  'product image': 'images',
  'product category': 'categories',
  fulfillment: 'fulfilments',
  'fulfillment order': 'fulfilments',
  'sales order': 'orders',
  'stock level': 'stock',
  'stock item': 'stock',
  inventory: 'inventory levels',
  'inventory item': 'inventory items',
  'sales channel': 'channel',
  store: 'site',
  'return order': 'return',
  'credit note': 'refunds',
};

/** Last parts of paths that say what is done, not to what. */
const verbs =
  /^(?:activate|add|archive|batch|bulk|cancel|count|create|delete|deactivate|find|get|info|list|query|read|remove|render|restore|save|search|send|set|update|upsert|validate|verify)(?:[-_].*)?$/iu;

const entities: ReadonlyMap<string, string> = new Map([
  ...vocabulary.map((name): [string, string] => [normalised(name), name]),
  ...Object.entries(synonyms),
]);

/**
 * What the records of an endpoint are: an entity of the platform where its path or its record type names one; else the
 * last noun of the path, in words. What lies below an order is not an order, so parts further up do not count.
 */
export function entityOf(operation: Operation, recordsAt: string | undefined, view: SchemaView): string | undefined {
  const nouns = operation.path
    .split('/')
    .filter((part) => !part.includes('{') && !/^(?:v\d.*|api|rest|json|admin|\d[\d.-]*)?$/iu.test(part))
    .map((part) => part.replace(/\.json$/u, ''))
    .filter((part) => !verbs.test(part));
  const last = nouns.at(-1) ?? operation.tags[0] ?? '';
  const content = successContent(operation);
  const record = recordsAt === '' ? view.elements(content?.schema) : content?.schema;
  for (const name of [`${nouns.at(-2) ?? ''} ${last}`, last, view.nameOf(record) ?? '']) {
    const known = entities.get(normalised(name));
    if (known !== undefined) return known;
  }
  const fallback = wordsOf(last).join(' ');
  return fallback === '' ? undefined : fallback;
}

function normalised(text: string): string {
  return wordsOf(text).map(singular).join(' ');
}
