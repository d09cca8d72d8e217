import type { Doc } from '../../support/edited-document.ts';

const schemas = '/components/schemas';

const set =
  (pointer: string, value: unknown) =>
  (document: Doc): void =>
    document.set(pointer, value);
const remove =
  (pointer: string) =>
  (document: Doc): void =>
    document.remove(pointer);
const push =
  (pointer: string, value: unknown) =>
  (document: Doc): void =>
    void document.at<unknown[]>(pointer).push(value);
const text = { type: 'string' };

/** 40 edits of ShipEngine's description, and the one thing that a comparison has to say of each. */
export const planted: readonly (readonly [message: string, edit: (document: Doc) => void])[] = [
  ['Operation DELETE /v1/tags/{tag_name} is gone.', remove('/paths/~1v1~1tags~1{tag_name}/delete')],
  ['Operation GET /v1/ping is new.', set('/paths/~1v1~1ping', { get: { responses: { 204: { description: '' } } } })],
  ['GET /v1/batches is deprecated.', set('/paths/~1v1~1batches/get/deprecated', true)],
  [
    'GET /v1/labels is now GET /v1/label-list.',
    (document) => {
      document.set('/paths/~1v1~1label-list', { get: document.at('/paths/~1v1~1labels/get') });
      document.remove('/paths/~1v1~1labels/get');
    },
  ],
  [
    'Query parameter "region" of GET /v1/carriers is new and required.',
    set('/paths/~1v1~1carriers/get/parameters', [{ name: 'region', in: 'query', required: true, schema: text }]),
  ],
  [
    'Query parameter "sort" of GET /v1/warehouses is new.',
    set('/paths/~1v1~1warehouses/get/parameters', [{ name: 'sort', in: 'query', schema: text }]),
  ],
  [
    'Header "X-Mode" of GET /v1/manifests is new.',
    push('/paths/~1v1~1manifests/get/parameters', { name: 'X-Mode', in: 'header', schema: text }),
  ],
  [
    'Query parameter "shipment_status" of GET /v1/shipments is gone.',
    remove('/paths/~1v1~1shipments/get/parameters/0'),
  ],
  [
    'The body of PUT /v1/addresses/recognize is optional now.',
    set('/paths/~1v1~1addresses~1recognize/put/requestBody/required', false),
  ],
  [
    'GET /v1/account/settings can answer 418.',
    set('/paths/~1v1~1account~1settings/get/responses/418', { description: '' }),
  ],
  [
    'The server is "https://api.shipengine.com/v9", no longer "https://api.shipengine.com".',
    set('/servers/0/url', 'https://api.shipengine.com/v9'),
  ],
  ['Server "https://eu.example.com" is new.', push('/servers', { url: 'https://eu.example.com' })],
  ...['account_settings/default_label_layout', 'error_response_body/request_id', 'error/error_source'].map((member) =>
    removed(member.split('/')),
  ),
  removed(['paged_list_response_body', 'total']),
  ...['pagination_link', 'optional_link', 'account_settings_images', 'parse_address_request_body'].map(
    (name) => [`Member "${name}.planted" is new.`, set(`${schemas}/${name}/properties/planted`, text)] as const,
  ),
  ...[
    ['partial_address', 'name'],
    ['recognized_entity', 'result'],
    ['label_download', 'href'],
    ['paperless_download', 'href'],
  ].map(
    ([name, member]) =>
      [`Member "${name}.${member}" is required now.`, (document: Doc) => require(document, name, member)] as const,
  ),
  ...[
    ['create_batch_request_body', 'batch_notes'],
    ['create_and_process_batch_request_body', 'batch_notes'],
    ['batch_response_error', 'error'],
  ].map(
    ([name, member]) =>
      [
        `${name}.${member} is integer, before string.`,
        set(`${schemas}/${name}/properties/${member}`, { type: 'integer' }),
      ] as const,
  ),
  ...[
    ['process_batch_request_body', 'label_layout'],
    ['carrier', 'account_number'],
    ['service', 'service_code'],
  ].map(
    ([name, member]) =>
      [`maxLength of ${name}.${member} is "3".`, set(`${schemas}/${name}/properties/${member}/maxLength`, 3)] as const,
  ),
  ...[
    ['default_label_layout', 'Letter'],
    ['error_source', 'shipengine'],
    ['error_type', 'integrations'],
  ].map(
    ([name, value]) =>
      [
        `${name} cannot be "${value}" any more.`,
        (document: Doc) => {
          const values = document.at<unknown[]>(`${schemas}/${name}/enum`);
          values.splice(values.indexOf(value), 1);
        },
      ] as const,
  ),
  ...['error_code', 'address_residential_indicator', 'address_validation_status'].map(
    (name) => [`${name} can be "planted" too.`, push(`${schemas}/${name}/enum`, 'planted')] as const,
  ),
  ['Schema "planted_schema" is new.', set(`${schemas}/planted_schema`, { type: 'object' })],
  ['Member "package_type.name" is deprecated.', set(`${schemas}/package_type/properties/name/deprecated`, true)],
  [
    'The default of connect_fedex_request_body.agree_to_eula is "true".',
    set(`${schemas}/connect_fedex_request_body/properties/agree_to_eula/default`, true),
  ],
  [
    'connect_fedex_uk_request_body.account_number is null or string, before string.',
    set(`${schemas}/connect_fedex_uk_request_body/properties/account_number/nullable`, true),
  ],
];

function removed([name = '', member = '']: readonly string[]): readonly [string, (document: Doc) => void] {
  return [
    `Member "${name}.${member}" is gone.`,
    (document) => {
      document.remove(`${schemas}/${name}/properties/${member}`);
      const { required } = document.at<{ required?: string[] }>(`${schemas}/${name}`);
      if (required?.includes(member) === true) required.splice(required.indexOf(member), 1);
    },
  ];
}

function require(document: Doc, name = '', member = ''): void {
  const schema = document.at<{ required?: string[] }>(`${schemas}/${name}`);
  schema.required = [...(schema.required ?? []), member];
}
