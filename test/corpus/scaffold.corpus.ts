import { basename, join, relative } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readDescription } from '../../src/scaffold/project/read-description.ts';
import { connectorSchema } from '../../src/connector/definition.ts';
import { instancesSchema } from '../../src/connector/instance.ts';
import { analyse } from '../../src/scaffold/analyse/analyse.ts';
import { foldCase } from '../../src/scaffold/analyse/identifier.ts';
import type { ConnectorModel } from '../../src/scaffold/connector-model.ts';
import { emitDefinition } from '../../src/scaffold/emit/definition.ts';
import { emitInstances } from '../../src/scaffold/emit/instances.ts';
import { corpus, descriptions } from './documents.ts';

const models = new Map<string, ConnectorModel>();
const rows: Record<string, Record<string, string | number>> = {};
afterAll(() => console.table(rows));

async function modelOf(file: string): Promise<ConnectorModel> {
  const known = models.get(file);
  if (known !== undefined) return known;
  const { model } = await readDescription(join(corpus, file), { allowOutside: false });
  if (model === undefined) throw new Error(`${file} cannot be read`);
  const connector = analyse(model).model;
  models.set(file, connector);
  return connector;
}

describe('descriptions of the corpus', () => {
  it.each(descriptions)('%s becomes a definition, whole and valid', async (file) => {
    const model = await modelOf(file);
    const { api, endpoints } = model;
    const definition = emitDefinition(model);
    expect(connectorSchema.safeParse(definition).error?.issues).toBeUndefined();
    expect(instancesSchema.safeParse(emitInstances(definition)).error?.issues).toBeUndefined();
    expect(definition.endpoints).toHaveLength(
      api.declared.operations - api.skipped.filter(({ kind }) => kind === 'operation').length,
    );
    expect(new Set(endpoints.map(({ group, id }) => foldCase(`${group}.${id}`))).size).toBe(endpoints.length);
    expect(new Set(endpoints.map(({ title }) => foldCase(title))).size).toBe(endpoints.length);
    // Tokens of every endpoint have a variable to come from.
    const shared = [definition, ...(definition.authMethods ?? [])].flatMap(({ variables = [] }) =>
      variables.map(({ key }) => key),
    );
    for (const endpoint of definition.endpoints ?? []) {
      const own = (endpoint.variables ?? []).map(({ key }) => key);
      expect(own.filter((key) => shared.includes(key))).toEqual([]);
      const tokens = JSON.stringify([endpoint.url, endpoint.params]).matchAll(/\{\{([^{}]+)\}\}/gu);
      expect(Array.from(tokens, ([, key = '']) => key).filter((key) => ![...own, ...shared].includes(key))).toEqual([]);
    }
    const again = await readDescription(join(corpus, file), { allowOutside: false });
    if (again.model === undefined) throw new Error('read once, but not twice');
    expect(JSON.stringify(emitDefinition(analyse(again.model).model))).toBe(JSON.stringify(definition));
    rows[relative('.', file)] = {
      operations: `${endpoints.length}/${api.declared.operations}`,
      schemas: `${api.schemas.size}/${api.declared.schemas}`,
      listings: endpoints.filter(({ dataPath }) => dataPath !== undefined).length,
      paged: endpoints.filter(({ pagination }) => pagination !== undefined).length,
      sure: endpoints.filter(({ pagination }) => pagination?.confidence === 'high').length,
    };
  });
});

/**
 * Judged by hand from the descriptions and what is published about these APIs, for a sample drawn by chance: two
 * endpoints with pages and one without from most descriptions.
 */
const truth: readonly (readonly [file: string, key: string, method: string | undefined, detail?: string])[] = [
  ['adobe-commerce-admin-2.4.8.yaml', 'GET /V1/creditmemos', 'Page number parameter', 'searchCriteria[currentPage]'],
  ['adobe-commerce-admin-2.4.8.yaml', 'GET /V1/eav/attribute-sets/list', 'Page number parameter', 'total_count'],
  ['adobe-commerce-admin-2.4.8.yaml', 'GET /V1/carts/mine', undefined],
  ['adyen-checkout-v71.json', 'GET /storedPaymentMethods', undefined],
  ['amazon-sp-orders-v0.json', 'GET /orders/v0/orders', 'Next page token', 'payload.NextToken'],
  [
    'amazon-sp-orders-v0.json',
    'GET /orders/v0/orders/{orderId}/orderItems/buyerInfo',
    'Next page token',
    'payload.NextToken',
  ],
  [
    'amazon-sp-fulfillment-inbound-2024.json',
    'GET /inbound/fba/2024-03-20/inboundPlans/{inboundPlanId}/transportationOptions',
    'Next page token',
    'pagination.nextToken',
  ],
  ['amazon-sp-fulfillment-inbound-2024.json', 'GET /inbound/fba/2024-03-20/items/prepDetails', undefined],
  [
    'bigcommerce-catalog-v3.yml',
    'GET /catalog/categories/{category_id}/metafields',
    'Next Page URL',
    'meta.pagination.links.next',
  ],
  ['bigcommerce-catalog-v3.yml', 'GET /catalog/categories/tree', undefined],
  ['bigcommerce-orders-v2.yml', 'GET /orders/{order_id}/coupons', 'Page number parameter', 'page'],
  ['bigcommerce-orders-v2.yml', 'GET /order_statuses', undefined],
  ['clerk-backend.yaml', 'GET /api_keys', 'Limit offset', 'total_count'],
  ['clerk-backend.yaml', 'GET /users/{user_id}/billing/subscription', undefined],
  ['DigitalOcean-public.v2.yaml', 'GET /v2/actions', 'Next Page URL', 'links.pages.next'],
  ['DigitalOcean-public.v2.yaml', 'GET /v2/databases/{database_cluster_uuid}/indexes', undefined],
  ['github-rest.min.json', 'GET /orgs/{org}/public_members', 'Link Header', 'per_page'],
  ['github-rest.min.json', 'GET /enterprises/{enterprise}/dependabot/alerts', 'Link Header', 'per_page'],
  ['github-rest.min.json', 'GET /events', 'Page number parameter', 'page'],
  ['github-rest.min.json', 'GET /codes_of_conduct', undefined],
  ['hubspot-crm-contacts-v3.json', 'GET /crm/v3/objects/contacts', 'Next page token', 'paging.next.after'],
  ['hubspot-crm-contacts-v3.json', 'POST /crm/v3/objects/contacts/search', 'Next page token', 'body'],
  ['linnworks-warehouse-transfer-v1.json', 'GET /api/1.0/stock', 'Page number parameter', 'totalPages'],
  ['openai.yaml', 'GET /threads/{thread_id}/messages', 'Next page token', 'last_id'],
  ['openai.yaml', 'GET /organization/usage/completions', 'Next page token', 'next_page'],
  ['openai.yaml', 'GET /models', undefined],
  ['paypal-invoicing-v2.json', 'GET /v2/invoicing/invoices', 'Page number parameter', 'total_pages'],
  ['petstore-expanded.json', 'GET /pets', undefined],
  ['shipengine.yaml', 'GET /v1/batches', 'Next Page URL', 'links.next.href'],
  ['shipengine.yaml', 'GET /v1/shipments/{shipment_id}/tags', undefined],
  ['stripe.yaml', 'GET /v1/balance_transactions', 'Next page token', 'data.*.id'],
  ['stripe.yaml', 'GET /v1/charges/search', 'Next page token', 'next_page'],
  ['stripe.yaml', 'GET /v1/accounts/{account}/capabilities', undefined],
  ['twilio-api-v2010.json', 'GET /2010-04-01/Accounts/{AccountSid}/Calls.json', 'Next Page URL', 'next_page_uri'],
  [
    'vtex-catalog.json',
    'GET /api/catalog/pvt/collection/{collectionId}/products',
    'Page number parameter',
    'TotalRows',
  ],
  ['vtex-checkout.min.json', 'GET /api/checkout/pub/orderForm', undefined],
  ['xero-accounting.yaml', 'GET /Contacts', 'Page number parameter', 'pagination.pageCount'],
  ['xero-accounting.yaml', 'GET /BrandingThemes', undefined],
  ['xero-files.yaml', 'GET /Files', 'Page number parameter', 'TotalCount'],
  ['commercetools-api.json', 'GET /{project-key}/carts', 'Limit offset', 'offset'],
];

describe('pages of endpoints that were judged by hand', () => {
  it.each(truth)('%s %s: %s', async (file, key, method, detail) => {
    const document = descriptions.find((one) => basename(one) === file) ?? '';
    const endpoint = (await modelOf(document)).endpoints.find((one) => one.key === key);
    expect(endpoint).toBeDefined();
    const found = endpoint?.pagination?.value;
    expect(found?.method).toBe(method);
    if (detail !== undefined) expect(Object.values(found ?? {})).toContain(detail);
  });
});
