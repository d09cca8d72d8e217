// The reference for job J: the filter and the map that every contender has to reproduce.
// The server works out the expected count and checksum from it.
import { createHash } from 'node:crypto';
import type { Order } from './order.ts';

export const PAGE = 250;
export const BATCH = 100;

export const keep = (o: Order): boolean => o.status === 'paid' && o.total > 50;

const two = (n: number): string => (n < 10 ? '0' + n : '' + n);
export const round2 = (x: number): number => Math.round(x * 100) / 100;

/** ISO instant -> DD/MM/YYYY HH:mm:ss, in UTC. */
export function ukDate(iso: string): string {
  const d = new Date(iso);
  return `${two(d.getUTCDate())}/${two(d.getUTCMonth() + 1)}/${d.getUTCFullYear()} ${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())}`;
}

/** The 12 mapped fields. */
export function map(o: Order) {
  let itemCount = 0;
  const lines = o.line_items.map((l) => {
    itemCount += l.quantity;
    return {
      sku: l.sku.toUpperCase(),
      description: l.title,
      qty: l.quantity,
      unitPrice: round2(l.price),
      lineTotal: round2(l.quantity * l.price),
    };
  });
  return {
    externalId: 'ORD-' + o.id,
    reference: o.order_number.toUpperCase(),
    state: o.status.toUpperCase(),
    orderDate: ukDate(o.created_at),
    currency: o.currency.toUpperCase(),
    totalAmount: round2(o.total),
    taxAmount: round2(o.total_tax),
    customer: {
      name: (o.customer.first_name + ' ' + o.customer.last_name).toUpperCase(),
      email: o.customer.email.toLowerCase(),
      address: {
        street: o.shipping_address.line1,
        city: o.shipping_address.city.toUpperCase(),
        postcode: o.shipping_address.postcode.toUpperCase(),
        country: o.shipping_address.country_code.toUpperCase(),
      },
    },
    shippingMethod: o.shipping_method ?? 'standard',
    tags: o.tags.join(','),
    itemCount,
    lines,
  };
}

/** JSON text with keys sorted at every level, so key order does not matter. */
export function canonical(v: unknown): string {
  if (Array.isArray(v)) return '[' + v.map(canonical).join(',') + ']';
  if (v && typeof v === 'object')
    return (
      '{' +
      Object.entries(v)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([k, member]) => JSON.stringify(k) + ':' + canonical(member))
        .join(',') +
      '}'
    );
  return JSON.stringify(v) ?? 'null';
}

/** 64 bits of SHA-256 over the canonical text; summed, so record order does not matter. */
export function recordHash(rec: unknown): bigint {
  return createHash('sha256').update(canonical(rec)).digest().readBigUInt64LE(0);
}
