/**
 * What the readers of API descriptions agree on: one API, with everything resolved that a reader can resolve, and
 * nothing decided that depends on where it is used. Analysis adds what is detected (pagination, entities, limits);
 * emitters write packages and connector definitions from both.
 */

/**
 * JSON Schema 2020-12, whatever dialect the description used: `nullable` has become a type list, `exclusiveMinimum` a
 * number, `example` a list of examples. A named schema is referred to as `#/$defs/<name of the schema>`.
 */
export type JsonSchema = boolean | JsonSchemaObject;

export interface JsonSchemaObject {
  readonly $ref?: string;
  readonly type?: JsonType | readonly JsonType[];
  readonly title?: string;
  readonly description?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly deprecated?: boolean;
  readonly readOnly?: boolean;
  readonly writeOnly?: boolean;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema;
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly not?: JsonSchema;
  readonly discriminator?: { readonly propertyName: string; readonly mapping?: Readonly<Record<string, string>> };
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

export type JsonType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

/** A place in the description: file (relative to its root document, which is `''` itself) and JSON pointer. */
export interface Origin {
  readonly file: string;
  readonly pointer: string;
}

export interface ApiModel {
  /** Title as declared; names of packages and files derive from it elsewhere. */
  readonly title: string;
  readonly version: string;
  readonly description?: string;
  readonly source: 'openapi-2.0' | 'openapi-3.0' | 'openapi-3.1' | 'postman-2.0' | 'postman-2.1' | 'blank';
  readonly servers: readonly Server[];
  readonly securitySchemes: ReadonlyMap<string, SecurityScheme>;
  /** Applies to operations that say nothing of their own. */
  readonly security: readonly SecurityRequirement[];
  readonly tags: readonly { readonly name: string; readonly description?: string }[];
  /** In the order of the description. */
  readonly operations: readonly Operation[];
  /** Named schemas by declared name, in the order of the description. */
  readonly schemas: ReadonlyMap<string, { readonly schema: JsonSchema; readonly origin: Origin }>;
  /** What the description declares, whether it could be read or not: the denominator of coverage. */
  readonly declared: { readonly operations: number; readonly schemas: number };
  /** What was left out, and why. Each is a loss: generation succeeds only with --allow-partial. */
  readonly skipped: readonly Skipped[];
  /** What the API sends by itself: webhooks of the document, then callbacks of operations. */
  readonly webhooks: readonly Webhook[];
  /** Values of the variables of a collection that are no secrets. */
  readonly variables?: ReadonlyMap<string, string>;
}

export interface Webhook {
  /** As declared; several may have one name. */
  readonly name: string;
  /** A callback goes to an address that an operation was given. */
  readonly kind: 'webhook' | 'callback';
  readonly method: Operation['method'];
  readonly tags: readonly string[];
  readonly summary?: string;
  readonly description?: string;
  /** Empty: it comes without a body. */
  readonly contents: readonly MediaContent[];
  readonly origin: Origin;
}

export interface Skipped {
  readonly kind: 'operation' | 'schema' | 'parameter' | 'webhook' | 'definition';
  /** Of a parameter, with its operation: `GET /orders page`. */
  readonly name: string;
  readonly reason: string;
  readonly origin: Origin;
}

export interface Server {
  /** May hold {variable} templates. */
  readonly url: string;
  readonly description?: string;
  readonly variables: ReadonlyMap<
    string,
    { readonly default: string; readonly enum?: readonly string[]; readonly description?: string }
  >;
}

export type SecurityScheme = { readonly description?: string } &
  /** `prefix`: text before the key, which only descriptions in words name. */
  (
    | {
        readonly type: 'apiKey';
        readonly in: 'header' | 'query' | 'cookie';
        readonly name: string;
        readonly prefix?: string;
      }
    | { readonly type: 'basic' }
    | { readonly type: 'bearer'; readonly bearerFormat?: string }
    | { readonly type: 'oauth1'; readonly signatureMethod?: string }
    | { readonly type: 'oauth2'; readonly flows: readonly OAuthFlow[] }
    /** Named by the description, but not one that can be done without a hook: digest, mutual TLS, signatures. */
    | { readonly type: 'other'; readonly scheme: string }
  );

export interface OAuthFlow {
  readonly grant: 'client_credentials' | 'authorization_code' | 'password' | 'implicit';
  readonly authorizationUrl?: string;
  readonly tokenUrl?: string;
  readonly refreshUrl?: string;
  /** The client's id and secret go as basic authentication. Absent: not said. */
  readonly clientAuthentication?: 'header';
  readonly scopes: Readonly<Record<string, string>>;
}

/** All of these schemes together; a list of requirements means any one of them. Empty: no credentials. */
export type SecurityRequirement = readonly { readonly scheme: string; readonly scopes: readonly string[] }[];

export interface Operation {
  /** `operationId` as declared, or `METHOD path` where there is none. Not yet unique, not yet an identifier. */
  readonly declaredId: string;
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE' | 'OPTIONS' | 'HEAD' | 'PATCH' | 'TRACE';
  /** With {parameter} templates, beginning with a slash. */
  readonly path: string;
  readonly tags: readonly string[];
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly parameters: readonly OperationParameter[];
  readonly body?: RequestBody;
  /** Content-Type that is demanded of requests without a body, too. */
  readonly bodilessContentType?: string;
  readonly responses: readonly OperationResponse[];
  /** Absent: that of the API. */
  readonly security?: readonly SecurityRequirement[];
  /** Absent: those of the API. */
  readonly servers?: readonly Server[];
  /** `x-…` members, for detection. */
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly origin: Origin;
}

export interface OperationParameter {
  /** As it goes over the wire. */
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required: boolean;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly schema: JsonSchema;
  readonly style:
    | 'simple'
    | 'label'
    | 'matrix'
    | 'form'
    | 'spaceDelimited'
    | 'pipeDelimited'
    | 'deepObject'
    | 'tabDelimited';
  readonly explode: boolean;
  readonly allowReserved?: boolean;
  /** The value is serialised as this media type instead of by `style`. */
  readonly contentType?: string;
  readonly example?: unknown;
}

export interface RequestBody {
  readonly required: boolean;
  readonly description?: string;
  /** In order of declaration; the first that can be sent is the default. */
  readonly contents: readonly MediaContent[];
}

export interface MediaContent {
  readonly mediaType: string;
  /** Declared as a range of all types: `mediaType` is what that most likely means. */
  readonly isAnyType?: true;
  readonly schema: JsonSchema;
  readonly examples: readonly unknown[];
  /** What a collection has written down, with its `{{tokens}}`. */
  readonly template?: unknown;
  /** Tokens of `template` that stand for a value of any kind, and not for text. */
  readonly jsonTokens?: ReadonlySet<string>;
  /** Parts of multipart and form bodies by property. */
  readonly encoding?: Readonly<
    Record<string, { readonly contentType?: string; readonly style?: string; readonly explode?: boolean }>
  >;
}

export interface OperationResponse {
  /** `200`, `2XX` or `default`. */
  readonly status: string;
  readonly description?: string;
  readonly contents: readonly MediaContent[];
  readonly headers: ReadonlyMap<string, { readonly schema: JsonSchema; readonly description?: string }>;
}
