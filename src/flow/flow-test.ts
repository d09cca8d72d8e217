import * as z from 'zod';

const json = z.unknown();
const texts = z.record(z.string().min(1), z.string());

const requestLine = z
  .string()
  .regex(/^[A-Z]+ \/\S*$/u)
  .describe(
    'Method and path below the base URL of the instance, as in "GET /orders?page=1". Without "?" any query will do, with it just these parameters; * stands for any text.',
  );

const exchangeSchema = z
  .strictObject({
    request: requestLine,
    instance: z.string().min(1).optional().describe('Name of the instance that is reached. Default: any.'),
    requestBody: json.optional().describe('What the body has to be, with matchers. Default: anything.'),
    status: z.int().min(100).max(599).optional().describe('Status of the answer. Default: 200.'),
    headers: texts.optional().describe('Headers of the answer.'),
    body: json.optional().describe('Body of the answer, as JSON.'),
    text: z.string().optional().describe('Body of the answer, as it is: XML, CSV, or JSON that must not be rewritten.'),
    fails: z
      .enum(['connection-failed', 'timed-out'])
      .optional()
      .describe('There is no answer: the connection breaks, or nobody answers in time.'),
  })
  .describe(
    'One request and its answer, in which {{baseUrl}} stands for the base URL of the instance. Of several that fit a request each answers once, in order, and the last one all that follow.',
  );

const poolsSchema = z
  .record(z.string().min(1), z.record(z.string(), z.array(z.string())))
  .describe('Keys of data pools, by pool and entity type.');

const cacheSchema = z.strictObject({
  cache: z.string().min(1),
  key: z.string(),
  scope: z.enum(['flow', 'company']).optional().describe('Default: flow.'),
  value: json.describe('The payload, as JSON.'),
});

const givenSchema = z
  .strictObject({
    now: z.iso
      .datetime({ offset: true })
      .optional()
      .describe('Moment of the run (RFC 3339). Default: 2026-01-01T00:00:00Z.'),
    queuedAt: z.iso.datetime({ offset: true }).optional().describe('When the run was queued. Default: now.'),
    trigger: z.enum(['manual', 'api', 'webhook', 'schedule', 'callback', 'event']).optional(),
    version: z.union([z.int().min(1), z.enum(['draft', 'deployed'])]).optional(),
    environment: z.string().min(1).optional().describe('Name of a virtual environment of the workspace.'),
    variables: texts.optional().describe('Start values of flow variables.'),
    payload: json.optional().describe('Payload of the trigger, or of the one step that is tested.'),
    payloads: z.array(json).optional().describe('Several payloads, where one step is tested.'),
    payloadFormat: z
      .enum(['json', 'xml', 'csv', 'txt'])
      .optional()
      .describe('Format of a payload that is text. Default: json.'),
    meta: texts.optional().describe('Metadata of the payload.'),
    exchanges: z
      .array(exchangeSchema)
      .optional()
      .describe('Exchanges of a case or a test take the place of those around it that have the same request.'),
    har: z
      .strictObject({
        file: z.string().min(1).describe('The recording, from the folder of this file.'),
        instances: z
          .record(z.string().min(1), z.url({ protocol: /^https?$/u }))
          .describe(
            'The base URL that each instance has in the recording; what it has of other addresses is left out.',
          ),
      })
      .optional()
      .describe('Exchanges from a recording (HAR 1.2), behind those that are given here.'),
    pools: poolsSchema.optional(),
    caches: z.array(cacheSchema).optional(),
    ledger: z
      .array(
        z.strictObject({
          identity: z.string(),
          sourceId: z.string().optional(),
          status: z.enum(['OK', 'Sent', 'Pending', 'Failed']).optional().describe('Default: OK.'),
          attempts: z.int().min(0).optional().describe('Default: 1.'),
          reference: z.string().optional(),
        }),
      )
      .optional()
      .describe('What the service remembers.'),
    endpoints: z
      .strictObject({ source: z.string().optional(), destination: z.string().optional() })
      .optional()
      .describe('Endpoints of a service, where several fit an entity.'),
  })
  .describe('What the run starts with.');

const expectedRequestSchema = z.strictObject({
  request: requestLine,
  instance: z.string().min(1).optional(),
  headers: z.record(z.string(), json).optional().describe('Headers that have to be there; others may be.'),
  body: json.optional().describe('The whole body, with matchers. Absent: not looked at.'),
});

const expectSchema = z
  .strictObject({
    status: z
      .enum(['SUCCESS', 'PARTIAL_SUCCESS', 'FAILURE'])
      .optional()
      .describe('Status of the run. Default: SUCCESS.'),
    requests: z
      .array(expectedRequestSchema)
      .optional()
      .describe('Every request that leaves, in order; logins are left out.'),
    sent: z
      .array(expectedRequestSchema)
      .optional()
      .describe('Every request other than GET and HEAD, in order; logins are left out.'),
    payloads: json.optional().describe('The list of what the one step that is tested hands on, with matchers.'),
    steps: z
      .record(
        z.string().min(1),
        z.strictObject({
          payloads: json.optional().describe('The list of all payloads that the step hands on, with matchers.'),
          count: z.int().min(0).optional().describe('How many payloads it hands on.'),
          failed: z.int().min(0).optional().describe('How many payloads fail at it.'),
        }),
      )
      .optional()
      .describe('Steps by name.'),
    answer: json.optional().describe('What a callback step answers, with matchers: status and body.'),
    pools: z
      .record(z.string().min(1), z.record(z.string(), json))
      .optional()
      .describe('All keys that the pools have afterwards, by pool and entity type; others are not looked at.'),
    caches: z.array(cacheSchema).optional().describe('What caches hold afterwards; others are not looked at.'),
    ledger: z
      .array(json)
      .optional()
      .describe('All rows of the ledger afterwards; only the members given are looked at.'),
    items: z
      .array(json)
      .optional()
      .describe('All records of a service run and what became of them; only the members given are looked at.'),
    failures: z
      .array(json)
      .optional()
      .describe('All failures; only the members given are looked at: code, step, key, message.'),
    notifications: z.array(json).optional().describe('All messages to people; only the members given are looked at.'),
    warnings: z.array(json).optional().describe('All warnings, as texts or matchers.'),
    tracked: z.array(json).optional().describe('All tracked values; only the members given are looked at.'),
    log: z
      .array(z.record(z.string(), json))
      .optional()
      .describe('Events that the log has in this order, among others; only the members given are looked at.'),
    snapshot: z.literal(true).optional().describe('All that can be seen is what is kept beside this file.'),
  })
  .describe('What has to come of it.');

const caseSchema = z.strictObject({
  name: z.string().min(1),
  given: givenSchema.optional(),
  expect: expectSchema.optional(),
});

const testSchema = z.strictObject({
  name: z.string().min(1).describe('What holds, as a sentence. Unique in the file.'),
  step: z.string().min(1).optional().describe('Tests this one step alone.'),
  given: givenSchema.optional(),
  expect: expectSchema.optional(),
  cases: z
    .array(caseSchema)
    .min(1)
    .optional()
    .describe('A table: each case adds to what the test gives and expects, and wins over it.'),
});

/** `*.flowtest.yaml`: tests of one flow, or of one service of a bundle. */
export const flowTestSchema = z
  .strictObject({
    $schema: z.string().optional(),
    format: z.literal('repatch-flowtest'),
    formatVersion: z.literal(1),
    flow: z.string().min(1).optional().describe('The *.flow file, from the folder of this file.'),
    service: z
      .strictObject({
        bundle: z.string().min(1).describe('The *.services file, from the folder of this file.'),
        id: z.string().min(1),
      })
      .optional(),
    workspace: z
      .string()
      .min(1)
      .optional()
      .describe('Folder with connectors and instances, from the folder of this file. Default: that of the flow.'),
    given: givenSchema.optional(),
    tests: z.array(testSchema),
  })
  .describe('Tests of a flow or of a service. No request leaves.');

export type FlowTestFile = z.infer<typeof flowTestSchema>;
export type FlowTest = FlowTestFile['tests'][number];
export type Given = z.infer<typeof givenSchema>;
export type Expected = z.infer<typeof expectSchema>;
export type ExpectedRequest = z.infer<typeof expectedRequestSchema>;
export type Exchange = z.infer<typeof exchangeSchema>;
