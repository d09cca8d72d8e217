/** Requests that Prism refuses though the package is right, by document and operation, with the reason. */
export const refusedByPrism: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'bigcommerce-catalog-v3.yml': {
    'PUT /catalog/products/{product_id}/images/{image_id}': 'a body is declared, and an empty list of its types',
  },
  'digitalocean-multifile/DigitalOcean-public.v2.yaml': {
    'POST /v2/droplets/actions': 'what fits one option of the "oneOf" fits the other too',
  },
  'mailchimp-transactional.json': {
    'POST /webhooks/add': 'an enumeration of texts of type "object"',
    'POST /webhooks/update': 'an enumeration of texts of type "object"',
  },
  'openai.yaml': {
    'POST /audio/speech': 'Prism makes up a "Transfer-Encoding", and so an answer that cannot be read',
    'POST /files': 'Prism reads no object in a part of a multipart body',
  },
  'shipengine.yaml': {
    'POST /v1/batches': 'what fits one option of the "oneOf" fits the other too',
    'PUT /v1/connections/carriers/{carrier_name}/{carrier_id}/settings':
      'an empty object fits all options of the "oneOf"',
    'POST /v1/rates': 'members beside "additionalProperties: false" of which that knows nothing',
    'POST /v1/rates/bulk': 'members beside "additionalProperties: false" of which that knows nothing',
    'POST /v1/rates/estimate': 'members beside "additionalProperties: false" of which that knows nothing',
    'POST /v1/shipments': 'members beside "additionalProperties: false" of which that knows nothing',
  },
  'twilio-api-v2010.json': Object.fromEntries(
    [
      'POST /2010-04-01/Accounts/{AccountSid}/Calls.json',
      'POST /2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/Recordings.json',
      'POST /2010-04-01/Accounts/{AccountSid}/Conferences/{ConferenceSid}/Participants.json',
      'POST /2010-04-01/Accounts/{AccountSid}/ConnectApps/{Sid}.json',
      'POST /2010-04-01/Accounts/{AccountSid}/Messages.json',
    ].map((operation) => [operation, 'Prism reads lists in a form only where "encoding" gives their style']),
  ),
  'vtex-checkout.min.json': {
    'DELETE /api/checkout/pub/orderForm/{orderFormId}/customFields/item/{itemId}':
      'a path parameter has no place in the path',
  },
};
