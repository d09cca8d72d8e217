/**
 * What the descriptions say of authentication, idempotency keys and rate limits, judged by hand: by reading their schemes,
 * parameters and prose, not by asking the scaffolder.
 */
export interface Conventions {
  /** Methods of the definition with what goes where. */
  readonly auth: readonly string[];
  /** Where a key goes, with the operations that take it: `*` stands for all whose parameters declare that header. */
  readonly keys?: Readonly<Record<string, '*' | readonly string[]>>;
  readonly rate?: string;
  /** Of single operations: the number of those that have a rate. */
  readonly rates?: Readonly<Record<string, number>>;
}

const hubspot = ['oauth2: oauth2-refresh-token body'];
const paypal = ['Oauth2: oauth2-client-credentials header'];
const vtex = [
  'appKey and appToken: api-key header X-VTEX-API-AppKey + api-key header X-VTEX-API-AppToken',
  'VtexIdclientAutCookie: api-key header VtexIdclientAutCookie',
];
const bigcommerce = ['X-Auth-Token: api-key header X-Auth-Token'];
const xero = ['OAuth2: oauth2-refresh-token body'];
const commercetools = ['oauth2: oauth2-client-credentials header', 'basic: basic'];

export const conventions: Readonly<Record<string, Conventions>> = {
  'openapi/adobe-commerce-admin-2.4.8.yaml': { auth: [] },
  'openapi/adyen-checkout-v71.json': {
    auth: ['BasicAuth: basic', 'ApiKeyAuth: api-key header X-API-Key'],
    keys: { 'header Idempotency-Key': '*' },
  },
  'openapi/amazon-sp-fulfillment-inbound-2024.json': { auth: [], rates: { '2/second': 39 } },
  'openapi/amazon-sp-orders-v0.json': {
    auth: [],
    rates: { '1/minute': 1, '30/minute': 7, '5/second': 1, '2/second': 1 },
  },
  'openapi/bigcommerce-catalog-v3.yml': { auth: bigcommerce },
  'openapi/bigcommerce-customers-v3/customers.v3.yml': { auth: bigcommerce },
  'openapi/bigcommerce-orders-v2.yml': { auth: bigcommerce },
  'openapi/clerk-backend.yaml': {
    auth: ['bearerAuth: token'],
    keys: {
      'body idempotency_key': [
        'POST /users/{user_id}/billing/credits',
        'POST /organizations/{organization_id}/billing/credits',
      ],
    },
    rates: { '100/second': 1 },
  },
  'openapi/digitalocean-multifile/DigitalOcean-public.v2.yaml': {
    auth: ['bearer_auth: token', 'inference_bearer_auth: token'],
    rates: { '5000/hour': 168 },
  },
  'openapi/full-3.1-fixture/full.yaml': { auth: [] },
  'openapi/github-rest.min.json': { auth: [], rates: { '60/hour': 1, '1000/hour': 1, '10/minute': 1 } },
  'openapi/hubspot-crm-contacts-v3.json': { auth: hubspot },
  'openapi/hubspot-crm-orders-2026-03.json': { auth: hubspot },
  'openapi/linnworks-warehouse-transfer-v1.json': { auth: ['Linnworks: api-key header Authorization'] },
  'openapi/mailchimp-transactional.json': { auth: [] },
  'openapi/openai.yaml': { auth: ['ApiKeyAuth: token'] },
  'openapi/paypal-checkout-orders-v2.json': { auth: paypal, keys: { 'header PayPal-Request-Id': '*' } },
  'openapi/paypal-invoicing-v2.json': { auth: paypal },
  'openapi/petstore-expanded.json': { auth: [] },
  'openapi/shipengine.yaml': { auth: ['api_key: api-key header API-Key'] },
  'openapi/stripe.yaml': { auth: ['basicAuth: basic', 'bearerAuth: token'] },
  'openapi/twilio-api-v2010.json': { auth: ['accountSid_authToken: basic'] },
  'openapi/vtex-catalog.json': { auth: vtex, rate: '45000/minute' },
  'openapi/vtex-checkout.min.json': { auth: vtex },
  'openapi/xero-accounting.yaml': { auth: xero, keys: { 'header Idempotency-Key': '*' } },
  'openapi/xero-files.yaml': { auth: xero, keys: { 'header Idempotency-Key': '*' } },
  'postman/adyen-checkout-v71.json': {
    auth: ['apiKey: api-key header X-API-Key'],
    keys: { 'header Idempotency-Key': '*' },
  },
  'postman/adyen-in-person-payments.json': { auth: ['apiKey: api-key header X-API-Key'] },
  'postman/commercetools-api.json': { auth: commercetools },
  'postman/commercetools-import.json': { auth: commercetools },
  'postman/digitickets-order-session.json': { auth: ['apiKey: api-key query apiKey'] },
  'postman/hubspot-webhooks-2026-03.json': { auth: ['oauth2: oauth2-refresh-token body'] },
  'postman/wise-all-endpoints.json': { auth: ['oauth2: oauth2-client-credentials header', 'basic: basic'] },
  'postman/xero-oauth2.json': { auth: ['bearer: token'] },
};
