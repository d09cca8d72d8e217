import { connectorSchema } from '../../src/connector/definition.ts';
import { bundleSchema, type ServiceBundle } from '../../src/legacy/bundle.ts';

export const shop = connectorSchema.parse({
  name: 'shop',
  protocol: 'HTTP',
  endpoints: [
    {
      name: 'List orders',
      direction: 'Receive',
      method: 'GET',
      url: 'orders',
      entityType: 'orders',
      dataPath: 'orders',
      filters: [{ field: 'updated_at', comparison: 'gte', key: 'since' }],
    },
    {
      name: 'Create order',
      direction: 'Send',
      method: 'POST',
      url: 'sales',
      entityType: 'sales',
      idempotencyKey: { header: 'Idempotency-Key' },
    },
    { name: 'Create customer', direction: 'Send', method: 'POST', url: 'customers', entityType: 'customers' },
    { name: 'Update customer', direction: 'Send', method: 'PUT', url: 'customers', entityType: 'customers' },
  ],
});

export function bundleOf(service: object = {}): ServiceBundle {
  return bundleSchema.parse({
    format: 'patchworks-legacy-services',
    formatVersion: 1,
    company: { name: 'Acme' },
    companyGroups: [{ id: 'uk', name: 'UK' }],
    systems: [
      {
        id: 'shop',
        name: 'Shop',
        kind: 'standard',
        entities: [{ type: 'orders', name: 'Orders', fields: [{ name: 'Line SKU', path: 'lines.*.sku' }] }],
      },
    ],
    connectors: [{ id: 'c1', name: 'Store', systemId: 'shop', companyGroupId: 'uk', environment: 'live' }],
    services: [
      {
        id: '1001',
        name: 'Orders',
        companyGroupId: 'uk',
        type: 'standard',
        active: true,
        source: { connectorId: 'c1', entity: 'orders' },
        destination: { connectorId: 'c1', entity: 'sales' },
        filters: [],
        mappings: [
          {
            source: { field: 'name' },
            destination: { field: 'number' },
            transformation: [{ function: 'prefix', arguments: { text: 'UK-' } }],
          },
          { source: { field: 'Line SKU' }, destination: { field: 'items.*.code' } },
          {
            source: { field: 'courier' },
            destination: { field: 'service' },
            transformation: [{ function: 'lookup', crossReferenceId: 'x1' }],
          },
        ],
        dedupe: { identity: 'sourceId', idField: 'id', referenceField: 'name' },
        alerts: { active: true, notificationGroupIds: ['ops'] },
        ...service,
      },
    ],
    crossReferences: [
      {
        id: 'x1',
        name: 'Couriers',
        scope: 'company',
        rows: [
          { match: 'contains', value: 'Next Day', output: 'ND' },
          { match: 'exact', value: 'Standard', output: 'S48' },
        ],
      },
    ],
    scripts: [],
    notificationGroups: [{ id: 'ops', name: 'Operations', recipients: [{ email: 'ops@example.com' }] }],
  });
}

export const order = (id: number, more: object = {}): object => ({
  id,
  name: `#${id}`,
  courier: 'DPD Next Day',
  updated_at: '2026-03-01T09:55:00Z',
  lines: [{ sku: 'A' }, { sku: 'B' }],
  ...more,
});
