import * as z from 'zod';
import { querySchema, tableSchema } from './database-schema.ts';
import { scriptNameSchema } from './script-name.ts';
import { envelopeSchema, soapSchema, soapTypesSchema, wsSecuritySchema } from './soap-schema.ts';

const token = 'May hold {{variable}} tokens of the endpoint, the authentication method or the connector.';

const parameterStyles = [
  'simple',
  'label',
  'matrix',
  'form',
  'spaceDelimited',
  'pipeDelimited',
  'tabDelimited',
  'deepObject',
] as const;

const variableSchema = z.strictObject({
  key: z.string().min(1).describe('Name used in {{key}} tokens.'),
  label: z.string().optional(),
  default: z.string().optional(),
  required: z.boolean().optional(),
  secret: z.boolean().optional().describe('Hidden in output, logs and exports.'),
  tags: z.array(z.string()).optional(),
  type: z
    .enum(['text', 'json'])
    .optional()
    .describe(
      'What the value is in a JSON body where it stands alone. Default: text inside of "body"; as a parameter of the body a number, a list, an object, true, false or null where it looks like one.',
    ),
});

const parameterSchema = z.strictObject({
  in: z
    .enum(['url', 'header', 'body', 'cookie', 'path'])
    .describe('"path": how a {{key}} token of the path is written, where it is more than one text.'),
  key: z.string().min(1),
  value: z.string().describe(token),
  required: z.boolean().optional().describe('False: left out when a token has no value. Default true.'),
  style: z
    .enum(parameterStyles)
    .optional()
    .describe(
      'How a value that is a list or an object, written as JSON, goes out, in the words of OpenAPI. Other values stay as they are. Default: no value is taken for JSON.',
    ),
  explode: z.boolean().optional().describe('Each member goes out by itself. Default: true for "form".'),
  allowReserved: z.boolean().optional().describe('Signs such as / and : are not encoded in the query.'),
  json: z.boolean().optional().describe('The value goes out as JSON, whatever it is.'),
});

export const concurrencySchema = z
  .int()
  .min(1)
  .max(64)
  .describe('Requests that may be under way at once. 1 where the order matters in which they arrive.');

export const rateLimitSchema = z.strictObject({
  count: z.int().min(1),
  unit: z.enum(['second', 'minute', 'hour', 'day']),
});

const parametersIn = z
  .enum(['url', 'body'])
  .optional()
  .describe('Where the parameters go: into the URL, or, by dot path, into the JSON body. Default "url".');

const jsonPath = z.string().describe('Dot path into the response body, for example "links.next".');

const shortPageEnds = z
  .boolean()
  .optional()
  .describe(
    'True: the API guarantees that a page with fewer records than "limit" is the last one, which saves the last request. Default false.',
  );

const hasMorePath = jsonPath
  .optional()
  .describe('The list ends when this element is false, and goes on while it is true.');

const allowEmpty = z
  .boolean()
  .optional()
  .describe(
    'True: an answer in which the list of records is missing or null is a page without records. Default false: it is a failure.',
  );

/**
 * Names are the platform's own, as stored. A list ends on evidence: what the answer states, or an empty page where pages are
 * only counted.
 */
export const paginationSchema = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('default'), allowEmpty }),
  z.strictObject({
    method: z.literal('PeopleVox'),
    pagePath: z.string().describe('Dot path of the page number in the request, for example "getRequest.PageNo".'),
    limitPath: z.string().optional().describe('Dot path of the page size in the request.'),
    limit: z.int().min(1).optional(),
    totalPath: z.string().optional().describe('Dot path of the total number of records in the answer.'),
    firstPage: z.int().optional().describe('Default 1.'),
    shortPageEnds,
    allowEmpty,
  }),
  z.strictObject({
    method: z.literal('NetSuite SOAP'),
    resultPath: z
      .string()
      .optional()
      .describe('Dot path of the element with searchId, pageIndex and totalPages. Default "searchResult".'),
    moreOperation: z.string().optional().describe('Operation that gives further pages. Default "searchMoreWithId".'),
    allowEmpty,
  }),
  z.strictObject({
    method: z.literal('Page number parameter'),
    pageParameter: z.string().describe('Name of the page parameter, for example "page".'),
    limitParameter: z.string().optional(),
    limit: z.int().min(1).optional(),
    dataPath: jsonPath
      .optional()
      .describe(
        'The list of records, where it is another one than that of the endpoint. The list ends when it is empty.',
      ),
    firstPage: z.int().optional().describe('Default 1.'),
    totalPath: jsonPath
      .optional()
      .describe('Number of records in the whole list, which ends when they have been read.'),
    pagesPath: jsonPath.optional().describe('Number of pages of the whole list, which ends when they have been read.'),
    hasMorePath,
    in: parametersIn,
    shortPageEnds,
    allowEmpty,
  }),
  z.strictObject({
    method: z.literal('Limit offset'),
    limitParameter: z.string(),
    offsetParameter: z.string(),
    limit: z.int().min(1),
    countPath: jsonPath
      .optional()
      .describe('Number of records on the page, where the records themselves cannot be counted.'),
    totalPath: jsonPath
      .optional()
      .describe('Number of records in the whole list, which ends when they have been read.'),
    dataPath: jsonPath
      .optional()
      .describe(
        'The list of records, where it is another one than that of the endpoint. The list ends when it is empty.',
      ),
    hasMorePath,
    in: parametersIn,
    shortPageEnds,
    allowEmpty,
  }),
  z.strictObject({
    method: z.literal('Next Page URL'),
    nextPath: jsonPath,
    limitParameter: z.string().optional(),
    limit: z.int().min(1).optional(),
    shortPageEnds,
    allowEmpty,
  }),
  z.strictObject({
    method: z.literal('Link Header'),
    header: z.string().optional().describe('Default "Link".'),
    limitParameter: z.string().optional(),
    limit: z.int().min(1).optional(),
    shortPageEnds,
    allowEmpty,
  }),
  z.strictObject({
    method: z.literal('Next page token'),
    tokenParameter: z.string(),
    tokenPath: jsonPath.describe(
      'Dot path of the token. With a "*" it is that of the last record, for example "data.*.id".',
    ),
    hasMorePath,
    limitParameter: z.string().optional(),
    limit: z.int().min(1).optional(),
    in: parametersIn,
    shortPageEnds,
    allowEmpty,
  }),
  z.strictObject({
    method: z.literal('GraphQL Cursor'),
    endCursorPath: jsonPath.describe('For example "data.orders.pageInfo.endCursor".'),
    hasNextPagePath: jsonPath.describe('For example "data.orders.pageInfo.hasNextPage".'),
    cursorVariable: z.string().optional().describe('Variable of the query that takes the cursor. Default "after".'),
    allowEmpty,
  }),
  z.strictObject({
    method: z.literal('Custom relative URI'),
    path: jsonPath.describe(
      'Dot path of what leads to the next page, relative to the base URL: "orders?after=7", "/v1/orders/2" or "?page=2".',
    ),
    limitParameter: z.string().optional(),
    limit: z.int().min(1).optional(),
    shortPageEnds,
    allowEmpty,
  }),
  z.strictObject({
    method: z.literal('Script'),
    script: scriptNameSchema.describe('Custom script that says from one page how the next one is asked for.'),
    allowEmpty,
  }),
  z
    .strictObject({ method: z.literal('Database limit offset'), limit: z.int().min(1).max(1_000_000) })
    .describe(
      'For databases. A query with {{limit}} and {{offset}} is asked again for every page, another is read on; all pages are of one state of the database.',
    ),
]);

const authTypes = [
  'none',
  'basic',
  'digest',
  'token',
  'api-key',
  'token-login',
  'oauth1',
  'oauth2-client-credentials',
  'oauth2-password',
  'oauth2-refresh-token',
  'oauth2-authorization-code',
  'soap-header',
  'soap-login',
  'ws-security',
  'netsuite-tba',
  'custom',
] as const;

/** Ways to prove who one is that are no part of HTTP. */
const transportAuthTypes = ['private-key'] as const;

const credentialsSchema = z.strictObject({
  type: z.enum([...authTypes, ...transportAuthTypes]),
  url: z.string().optional().describe(`URL of the request that fetches a token. ${token}`),
  authorizeUrl: z.string().optional().describe(`Where people log in; for type "oauth2-authorization-code". ${token}`),
  tokenPath: jsonPath.optional().describe('Where the token sits in the reply of the authentication request.'),
  tokenHeader: z.string().optional().describe('Header that carries the token. Default "Authorization".'),
  tokenPrefix: z.string().optional().describe('Text before the token, for example "Bearer ". Default "Bearer ".'),
  apiKey: z
    .strictObject({
      in: z.enum(['header', 'query', 'cookie']),
      name: z.string().min(1),
      variable: z.string().optional().describe('Key of the variable that holds the key. Default "api_key".'),
    })
    .optional()
    .describe('Where an API key goes; for type "api-key".'),
  signature: z
    .strictObject({
      method: z.enum(['HMAC-SHA1', 'HMAC-SHA256', 'HMAC-SHA512', 'PLAINTEXT']),
    })
    .optional()
    .describe('How requests are signed; for type "oauth1". Default HMAC-SHA1.'),
  scopes: z.array(z.string()).optional().describe('Scopes to ask for; for OAuth 2.'),
  clientAuthentication: z
    .enum(['body', 'header'])
    .optional()
    .describe('Where an OAuth 2 client sends its id and secret. Default "body".'),
  envelope: envelopeSchema.optional(),
  wsSecurity: wsSecuritySchema.optional(),
  hook: z.string().optional().describe('Name of the signing hook; for type "custom".'),
});

const authMethodSchema = credentialsSchema.extend({
  name: z.string().min(1),
  variables: z.array(variableSchema).optional(),
  use: z.array(z.string()).optional().describe('Keys of connector variables asked for with this method.'),
  scripts: z
    .strictObject({ before: scriptNameSchema.optional(), after: scriptNameSchema.optional() })
    .optional()
    .describe('Custom scripts before an authentication request and after its answer.'),
  params: z
    .array(parameterSchema)
    .optional()
    .describe('Sent with the authentication request and with every endpoint request.'),
  and: z
    .array(credentialsSchema)
    .optional()
    .describe('Further credentials that go with every request, for an API that asks for several at once.'),
});

const endpointFilterSchema = z
  .strictObject({
    field: z.string().describe('Record field the API filters on.'),
    comparison: z.string().describe('Canonical operator, for example "gte".'),
    key: z.string().describe('Parameter that carries the value.'),
    location: z.enum(['url', 'header', 'body']).optional(),
    type: z.string().optional(),
    dateFormat: z.string().optional().describe('PHP date tokens. Default "c".'),
  })
  .describe('A filter that the API itself evaluates.');

const encodingSchema = z
  .strictObject({
    lists: z
      .enum(['brackets', 'repeated'])
      .optional()
      .describe('How lists of a form are written: lines[0]=A, or lines=A&lines=B. Default "brackets".'),
    members: z
      .record(
        z.string(),
        z.strictObject({
          contentType: z.string().optional().describe('Of this part of a multipart body.'),
          style: z.enum(['form', 'spaceDelimited', 'pipeDelimited', 'deepObject']).optional(),
          explode: z.boolean().optional(),
          file: z
            .literal(true)
            .optional()
            .describe('A file: its text, or an object with "base64" or "text" and, if known, "name" and "type".'),
        }),
      )
      .optional()
      .describe('Members that are not written the usual way.'),
  })
  .describe('How members of a form or a multipart body are written.');

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE'] as const;

const fieldSchema = z.strictObject({
  path: z.string(),
  label: z.string().optional(),
  type: z.string().optional(),
  required: z.boolean().optional(),
  tags: z.array(z.string()).optional(),
});

const fileSchema = z
  .strictObject({
    command: z.enum(['get', 'put', 'rename', 'delete']),
    root: z
      .string()
      .optional()
      .describe(
        'Folder to start from. For "get" it makes "path" a regular expression for files below it; for the others "path" is relative to it.',
      ),
    path: z
      .string()
      .min(1)
      .describe(`Path and name of the file. {{original_filename}} is that of the file the payload came from. ${token}`),
    target: z.string().min(1).optional().describe(`Path and name after "rename". ${token}`),
    afterRead: z
      .union([z.enum(['keep', 'delete']), z.strictObject({ moveTo: z.string().min(1) })])
      .optional()
      .describe(
        'What becomes of a file once the run that read it has ended well: it stays, goes away, or goes into the folder "moveTo". Default "keep".',
      ),
    stableSeconds: z
      .number()
      .min(0)
      .max(600)
      .optional()
      .describe('Reads only files whose size and time have not changed for so long. Default 0.'),
    existing: z
      .enum(['replace', 'refuse'])
      .optional()
      .describe('What "put" and "rename" do with a file of this name. Default "replace".'),
    charset: z.string().optional().describe('Character set of the files that are read, for example "windows-1252".'),
  })
  .describe('What an endpoint of FTP, FTPS or SFTP does.');

const endpointSchema = z.strictObject({
  name: z.string().min(1),
  entityType: z.string().optional(),
  direction: z.enum(['Receive', 'Send']),
  method: z.enum(methods),
  url: z
    .string()
    .optional()
    .describe(`Absolute, or relative to the instance value "baseUrl", which it is where this is absent. ${token}`),
  file: fileSchema.optional(),
  query: querySchema.optional(),
  table: tableSchema.optional(),
  dataType: z.enum(['json', 'xml', 'csv', 'txt']).optional(),
  csv: z
    .strictObject({
      delimiter: z
        .string()
        .length(1)
        .optional()
        .describe('Between cells. Default: found from the first line, or a comma.'),
      quote: z
        .string()
        .length(1)
        .nullable()
        .optional()
        .describe("Around cells; null: cells are never quoted. Default '\"'."),
      hasHeader: z
        .boolean()
        .optional()
        .describe('False: the first row is a record like the others, and columns are called 0, 1, 2. Default true.'),
      lineEnd: z.enum(['\n', '\r\n', '\r']).optional().describe('Behind rows that are written. Default "\\r\\n".'),
    })
    .optional()
    .describe('How CSV is written that the endpoint gives or takes.'),
  encodeSlashes: z
    .boolean()
    .optional()
    .describe('True: a slash in the value of a token of the path is encoded, so that it is one part of it.'),
  bodyType: z
    .enum(['json', 'form', 'multipart', 'xml', 'text', 'none'])
    .optional()
    .describe(
      'How what is sent is written. "form" and "multipart": a JSON payload as a form. "none": the request has no body. Default "json".',
    ),
  contentType: z
    .string()
    .optional()
    .describe('Content type of what is sent, where it is not the usual one, such as "application/vnd.api+json".'),
  encoding: encodingSchema.optional(),
  body: z
    .record(z.string(), z.unknown())
    .optional()
    .describe(
      `JSON body of an endpoint that reads with one, such as a search, or around what is sent: see "payloadPath". Its texts: ${token}`,
    ),
  payloadPath: z
    .string()
    .min(1)
    .optional()
    .describe('Where in "body" a JSON payload that is sent goes. Absent: the payload is the body.'),
  params: z.array(parameterSchema).optional(),
  variables: z.array(variableSchema).optional(),
  dataPath: jsonPath
    .optional()
    .describe('Where the list of records sits in the response; absent: the body is the list.'),
  schema: z.array(fieldSchema).optional().describe('Fields of one record.'),
  soap: soapSchema.optional(),
  pagination: paginationSchema.optional(),
  filters: z.array(endpointFilterSchema).optional(),
  multiple: z.boolean().optional().describe('The endpoint returns or takes a list of records.'),
  idempotencyKey: z
    .union([
      z.strictObject({ header: z.string() }),
      z.strictObject({
        body: z
          .string()
          .min(1)
          .describe('Dot path in the JSON body. A payload that has a value there keeps it; it has to be an object.'),
      }),
    ])
    .optional()
    .describe('Header, or member of the body, in which the API takes an idempotency key.'),
  authMethods: z
    .array(z.string())
    .optional()
    .describe('Names of the methods this endpoint accepts; none: requests carry no credentials. Default: all.'),
  scripts: z
    .strictObject({ before: scriptNameSchema.optional(), after: scriptNameSchema.optional() })
    .optional()
    .describe('Custom scripts before each request and after each answer that is a success.'),
  rateLimit: rateLimitSchema.optional().describe('Limit of this endpoint alone, beside that of the connector.'),
  concurrency: concurrencySchema.optional(),
  deprecated: z.boolean().optional(),
  deprecatedAt: z.string().optional(),
});

const webhookSchema = z
  .strictObject({
    name: z.string().min(1),
    description: z.string().optional(),
    method: z.enum(methods),
    dataType: z.enum(['json', 'xml', 'csv', 'txt']).optional(),
    schema: z.array(fieldSchema).optional().describe('Fields of what it carries.'),
  })
  .describe('What the application sends by itself, to a flow that a webhook starts.');

/** A connector definition: everything about an application except one company's credentials. */
export const connectorSchema = z
  .strictObject({
    $schema: z.string().optional(),
    format: z.literal('repatch-connector').optional(),
    formatVersion: z.literal(1).optional(),
    name: z.string().min(1),
    label: z.string().optional(),
    version: z.int().optional(),
    versionName: z.string().optional(),
    description: z.string().optional(),
    soap: soapTypesSchema.optional(),
    type: z.string().optional().describe('System type, for example "eCommerce".'),
    protocol: z.enum(['HTTP', 'FTP', 'SFTP', 'FTPS', 'S3', 'MySQL', 'PGSQL', 'SQLSRV']),
    dateFormat: z.string().optional().describe('PHP date tokens.'),
    rateLimit: rateLimitSchema.optional(),
    variables: z.array(variableSchema).optional(),
    authMethods: z.array(authMethodSchema).optional(),
    endpoints: z.array(endpointSchema).optional(),
    webhooks: z.array(webhookSchema).optional(),
    scripts: z
      .array(
        z.strictObject({
          name: z.string().min(1),
          language: z.string().min(1),
          version: z.int().optional(),
          code: z.string(),
        }),
      )
      .optional()
      .describe('Custom scripts that authentication methods, endpoints and paginations name.'),
  })
  .describe('A connector definition.');

export type ConnectorDefinition = z.infer<typeof connectorSchema>;
export type Endpoint = z.infer<typeof endpointSchema>;
export type EndpointFilter = z.infer<typeof endpointFilterSchema>;
export type Protocol = ConnectorDefinition['protocol'];
export type FileSettings = z.infer<typeof fileSchema>;
export type QuerySettings = z.infer<typeof querySchema>;
export type TableSettings = z.infer<typeof tableSchema>;
export type AuthMethod = z.infer<typeof authMethodSchema>;
/** One kind of credentials of a method, with the name of the method. */
export type Credentials = z.infer<typeof credentialsSchema> & Pick<AuthMethod, 'name'>;
export type AuthType = (typeof authTypes)[number];
/** Ways to page through what is reached by HTTP. */
export type Pagination = Exclude<z.infer<typeof paginationSchema>, { method: 'Database limit offset' }>;
export type PaginationMethod = Pagination['method'];
export type ConnectorVariable = z.infer<typeof variableSchema>;
export type Parameter = z.infer<typeof parameterSchema>;
