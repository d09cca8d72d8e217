import * as z from 'zod';

/** Types of SOAP messages, written by the scaffolder from a WSDL and read by the codec alone. */
export const soapTypesSchema = z
  .strictObject({
    namespaces: z.array(z.string()),
    types: z.record(z.string(), z.looseObject({ kind: z.enum(['simple', 'complex', 'group', 'array']) })),
    named: z.record(z.string(), z.string()).describe('Ids of types by index of the namespace and local name.'),
  })
  .describe('Types of SOAP messages, generated from a WSDL.');

const nameSchema = z.tuple([z.int(), z.string()]).describe('Index of the namespace (-1: none) and local name.');
const partSchema = z.strictObject({
  p: z.string(),
  n: nameSchema,
  t: z.string(),
  nil: z.literal(true).optional(),
  fault: z.string().optional(),
});
const messageSchema = z.strictObject({
  wrapper: nameSchema.optional(),
  parts: z.array(partSchema),
  headers: z.array(partSchema).optional(),
});

export const soapSchema = z
  .strictObject({
    version: z.enum(['1.1', '1.2']),
    raw: z
      .boolean()
      .optional()
      .describe('Answers are kept as XML, and what is sent is an envelope already. Default: JSON both ways.'),
    envelope: z
      .string()
      .optional()
      .describe(
        'Request of an endpoint that reads, as a whole envelope in XML. May hold {{variable}} tokens, and dot paths of what pages, "body" and filters set, such as {{getRequest.PageNo}}; values are escaped.',
      ),
    operation: z.strictObject({
      name: z.string(),
      action: z.string(),
      encoded: z.literal(true).optional(),
      input: messageSchema,
      output: messageSchema.optional(),
      faults: z.array(partSchema).optional(),
    }),
  })
  .describe('The endpoint is an operation of a SOAP service, generated from a WSDL.');

/** How an answer says that the session has ended; services that answer 401 need none. */
const expirySignSchema = z.union([
  z
    .strictObject({ faultCode: z.string().min(1) })
    .describe('Code of a fault, or one of its subcodes: all of it, without the prefix.'),
  z.strictObject({ faultReason: z.string().min(1) }).describe('Text inside the reason of a fault, in any case.'),
  z
    .strictObject({
      path: z
        .string()
        .min(1)
        .describe('Dot path below the element in the body, for example "GetDataResult.ResponseId".'),
      value: z.string().describe('All of the text there.'),
    })
    .describe('Value in an answer that is no fault.'),
]);
export type ExpirySign = z.infer<typeof expirySignSchema>;

/** Credentials inside of envelopes. */
export const envelopeSchema = z
  .strictObject({
    header: z
      .string()
      .optional()
      .describe(
        'Elements that go into the header of every envelope, as XML. {{variable}} tokens are those of the instance; besides, "soap-login" fills {{token}}, and "netsuite-tba" {{nonce}}, {{timestamp}} and {{signature}}.',
      ),
    login: z
      .string()
      .optional()
      .describe('Envelope that asks for a token, as XML with {{variable}} tokens; for type "soap-login".'),
    loginAction: z.string().optional().describe('SOAP action of the login.'),
    tokenPart: z
      .strictObject({ separator: z.string().min(1), at: z.int().min(1) })
      .optional()
      .describe('Where the reply holds more than the token: what separates the parts, and which one it is, from 1.'),
    expired: z
      .array(expirySignSchema)
      .optional()
      .describe(
        'Answers that say that the session has ended, besides status 401; for type "soap-login". On the first of them a new login is made and the request repeated, once.',
      ),
  })
  .describe('Credentials in the header of SOAP envelopes.');

export const wsSecuritySchema = z
  .strictObject({
    password: z
      .enum(['text', 'digest'])
      .optional()
      .describe('"digest": the password itself is not sent. Default "text".'),
    lifetime: z.int().min(1).optional().describe('Seconds that a message is valid for. Absent: no Timestamp.'),
    mustUnderstand: z.boolean().optional().describe('Default true.'),
  })
  .describe('WS-Security UsernameToken; for type "ws-security".');
