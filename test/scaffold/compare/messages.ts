import { type Planted, create, gone, list, note, one } from './planted.ts';

/** Bodies, answers, credentials and servers. */
export const messages: readonly Planted[] = [
  // Bodies
  {
    name: 'a body is removed',
    edit: (d) => d.remove(`${note}/requestBody`),
    expected: [['body-removed', 'breaking', 'POST /orders/{orderId}/notes takes no body any more.']],
  },
  {
    name: 'a body becomes required',
    edit: (d) => d.set(`${note}/requestBody/required`, true),
    expected: [['body-required', 'breaking', 'The body of POST /orders/{orderId}/notes is required now.']],
  },
  {
    name: 'a body becomes optional',
    edit: (d) => d.set(`${create}/requestBody/required`, false),
    expected: [['body-optional', 'compatible', 'The body of POST /orders is optional now.']],
  },
  {
    name: 'a required body is added',
    edit: (d) => d.set(`${gone}/requestBody`, { required: true, content: { 'application/json': { schema: {} } } }),
    expected: [['body-added', 'breaking', 'DELETE /orders/{orderId} takes a body, which is required.']],
  },
  {
    name: 'a form of the body is removed',
    edit: (d) => d.remove(`${create}/requestBody/content/application~1x-www-form-urlencoded`),
    expected: [['media-type-removed', 'breaking', 'POST /orders takes no application/x-www-form-urlencoded any more.']],
  },
  {
    name: 'a member of an inline body gets shorter',
    edit: (d) => d.set(`${note}/requestBody/content/application~1json/schema/properties/text/maxLength`, 100),
    expected: [
      ['limit-narrowed', 'breaking', 'maxLength of POST /orders/{orderId}/notes body.text is "100", before "200".'],
    ],
  },
  {
    name: 'a new member of a body is required',
    edit: (d) =>
      Object.assign(d.at(`${note}/requestBody/content/application~1json/schema`), {
        required: ['author'],
        properties: { text: { type: 'string', maxLength: 200 }, author: { type: 'string' } },
      }),
    expected: [
      ['property-added', 'breaking', 'Member "POST /orders/{orderId}/notes body.author" is new and required.'],
    ],
  },
  // Responses
  {
    name: 'an answer is removed',
    edit: (d) => d.remove(`${create}/responses/201`),
    expected: [['response-removed', 'breaking', 'POST /orders does not answer 201 any more.']],
  },
  {
    name: 'an error is removed',
    edit: (d) => d.remove(`${list}/responses/404`),
    expected: [['response-removed', 'compatible', 'GET /orders does not answer 404 any more.']],
  },
  {
    name: 'an error is added',
    edit: (d) => d.set(`${gone}/responses/409`, { description: 'Shipped' }),
    expected: [['response-added', 'compatible', 'DELETE /orders/{orderId} can answer 409.']],
  },
  {
    name: 'a form of an answer is removed',
    edit: (d) => d.remove(`${list}/responses/200/content/text~1csv`),
    expected: [['media-type-removed', 'breaking', 'Answer 200 of GET /orders gives no text/csv any more.']],
  },
  {
    name: 'a header is removed',
    edit: (d) => d.remove(`${list}/responses/200/headers/X-Total`),
    expected: [['header-removed', 'breaking', 'Header "X-Total" of answer 200 of GET /orders is gone.']],
  },
  {
    name: 'a member of an answer becomes optional',
    edit: (d) => d.remove(`${list}/responses/200/content/application~1json/schema/required`),
    expected: [['property-optional', 'breaking', 'Member "GET /orders 200.data" is optional now.']],
  },
  {
    name: 'a member of an answer is never null',
    edit: (d) => d.set(`${list}/responses/200/content/application~1json/schema/properties/next/type`, 'string'),
    expected: [['type-changed', 'compatible', 'GET /orders 200.next is string, before null or string.']],
  },
  // Security and servers
  {
    name: 'a way in is lost',
    edit: (d) => d.remove(`${one}/security/1`),
    expected: [
      ['security-changed', 'breaking', 'GET /orders/{orderId} asks for key, before for key or login (orders.read).'],
    ],
  },
  {
    name: 'a way in is gained',
    edit: (d) => d.at<unknown[]>(`${one}/security`).push({}),
    expected: [
      [
        'security-changed',
        'compatible',
        'GET /orders/{orderId} asks for key or login (orders.read) or no credentials, before for key or login (orders.read).',
      ],
    ],
  },
  {
    name: 'a key goes elsewhere',
    edit: (d) => d.set('/components/securitySchemes/key/in', 'query'),
    expected: [['scheme-changed', 'breaking', 'Security scheme "key" works differently.']],
  },
  {
    name: 'the server changes',
    edit: (d) => d.set('/servers/0/url', 'https://api.shop.example/v2'),
    expected: [
      [
        'server-changed',
        'breaking',
        'The server is "https://api.shop.example/v2", no longer "https://api.shop.example/v1".',
      ],
    ],
  },
  {
    name: 'a server is added',
    edit: (d) => d.at<unknown[]>('/servers').push({ url: 'https://eu.shop.example' }),
    expected: [['server-added', 'compatible', 'Server "https://eu.shop.example" is new.']],
  },
];
