// The reference for job J: the filter and the maps that every contender has to reproduce. The server works out the expected
// count and checksum from it. JavaScript, so that the script written by hand pays for no stripping of types.
import { createHash } from 'node:crypto';

/** @typedef {import('./order.ts').Order} Order */

export const PAGE = 250;
export const BATCH = 100;

/** @param {Order} order */
export const keep = (order) => order.status === 'paid' && order.total > 50;

/** @param {number} number */
const two = (number) => (number < 10 ? `0${number}` : `${number}`);

/** @param {number} number */
const round2 = (number) => Math.round(number * 100) / 100;

/**
 * ISO instant -> DD/MM/YYYY HH:mm:ss, in UTC.
 * @param {string} iso
 */
function ukDate(iso) {
  const date = new Date(iso);
  return `${two(date.getUTCDate())}/${two(date.getUTCMonth() + 1)}/${date.getUTCFullYear()} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
}

/**
 * The 12 mapped fields.
 * @param {Order} order
 */
export function map(order) {
  let itemCount = 0;
  const lines = order.line_items.map((line) => {
    itemCount += line.quantity;
    return {
      sku: line.sku.toUpperCase(),
      description: line.title,
      qty: line.quantity,
      unitPrice: round2(line.price),
      lineTotal: round2(line.quantity * line.price),
    };
  });
  return {
    externalId: `ORD-${order.id}`,
    reference: order.order_number.toUpperCase(),
    state: order.status.toUpperCase(),
    orderDate: ukDate(order.created_at),
    currency: order.currency.toUpperCase(),
    totalAmount: round2(order.total),
    taxAmount: round2(order.total_tax),
    customer: {
      name: `${order.customer.first_name} ${order.customer.last_name}`.toUpperCase(),
      email: order.customer.email.toLowerCase(),
      address: {
        street: order.shipping_address.line1,
        city: order.shipping_address.city.toUpperCase(),
        postcode: order.shipping_address.postcode.toUpperCase(),
        country: order.shipping_address.country_code.toUpperCase(),
      },
    },
    shippingMethod: order.shipping_method ?? 'standard',
    tags: order.tags.join(','),
    itemCount,
    lines,
  };
}

/**
 * The same as far as a service can say it: a mapping row has one source field.
 * @param {Order} order
 */
export function mapForService(order) {
  const mapped = map(order);
  return {
    ...mapped,
    customer: { ...mapped.customer, name: order.customer.last_name.toUpperCase() },
    lines: mapped.lines.map(({ sku, description, qty, unitPrice }) => ({ sku, description, qty, unitPrice })),
  };
}

/**
 * JSON text with keys sorted at every level, so key order does not matter.
 * @param {unknown} value
 * @returns {string}
 */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

/**
 * 64 bits of SHA-256 over the canonical text; summed, so record order does not matter.
 * @param {unknown} record
 */
export function recordHash(record) {
  return createHash('sha256').update(canonical(record)).digest().readBigUInt64LE(0);
}
