import { row, use, type Example, type MeaningRow } from '../define-row.ts';
import type { Service } from '../../../src/legacy/bundle.ts';

const mappings = [row('id', 'id'), row('qty', 'qty'), row('lines.*.sku', 'items.*.code')];

function identity(
  dedupe: Service['dedupe'],
  runs: Example['runs'],
  sends: Example['sends'],
  more: Partial<Example> & { readonly service?: Example['service'] } = {},
): Example {
  const { service, ...rest } = more;
  return { service: { mappings, ...(dedupe === undefined ? {} : { dedupe }), ...service }, runs, sends, ...rest };
}

const inbound = { trigger: { kind: 'inboundApi', vanityPath: 'orders' } } as const;

export const recordRows: readonly MeaningRow[] = [
  {
    construct: 'Identity "sourceId"',
    service: 'A record whose push has succeeded is not pushed again, whatever changes in it.',
    flow: 'De-dupe before the push, which filters, and behind it, which tracks; the pool holds the id.',
    grade: 'inferred',
    source: 'services, duplicate semantics',
    examples: [
      identity(
        { identity: 'sourceId', idField: 'id' },
        [
          [{ id: 1, qty: 1 }],
          [
            { id: 1, qty: 2 },
            { id: 2, qty: 1 },
          ],
        ],
        [[{ id: 1, qty: 1 }], [{ id: 2, qty: 1 }]],
        { done: ['1', '2'] },
      ),
    ],
  },
  {
    construct: 'One record several times in one run',
    service:
      'The first that arrives is pushed, the others are not. Where it fails the next one is tried, as long as it has attempts. A comparison with a flow runs the service as the flow does, and says so.',
    flow: 'A page is checked before anything of the run is pushed: the first of each page is pushed, and what stands on two pages is pushed twice, with the same idempotency key.',
    grade: 'toolkit default',
    source: 'services, duplicate semantics; transforms, de-dupe shape',
    examples: [
      identity(
        { identity: 'sourceId', idField: 'id' },
        [
          [
            { id: 1, qty: 1 },
            { id: 1, qty: 2 },
            { id: 2, qty: 1 },
          ],
        ],
        [
          [
            { id: 1, qty: 1 },
            { id: 2, qty: 1 },
          ],
        ],
        { done: ['1', '2'] },
      ),
      identity(
        { identity: 'sourceId', idField: 'id' },
        [
          [
            [
              { id: 1, qty: 1 },
              { id: 1, qty: 2 },
            ],
          ],
        ],
        [[{ id: 1, qty: 1 }]],
        { service: inbound, done: ['1'] },
      ),
    ],
  },
  {
    construct: 'Identity "sourceId+modified"',
    service: 'It is pushed again when the modified field has changed. Without a modified field it is the id.',
    flow: 'The key of the de-dupe shapes is id and modified field.',
    grade: 'inferred',
    source: 'services, duplicate semantics',
    examples: [
      identity(
        { identity: 'sourceId+modified', idField: 'id', modifiedField: 'at' },
        [[{ id: 1, at: 'a' }], [{ id: 1, at: 'a' }], [{ id: 1, at: 'b' }]],
        [[{ id: 1 }], [], [{ id: 1 }]],
      ),
      identity(
        { identity: 'sourceId+modified', idField: 'id' },
        [[{ id: 1 }], [{ id: 1, qty: 2 }]],
        [[{ id: 1 }], []],
        { done: ['1'] },
      ),
    ],
  },
  {
    construct: 'Identity "contentHash"',
    service:
      'It is pushed again when the id or a mapped field has changed, fields inside lists included. The id is in the key once, whether it is mapped or not.',
    flow: 'The key of the de-dupe shapes is the id and the paths that the map reads.',
    grade: 'toolkit default',
    source: 'services, duplicate semantics',
    examples: [
      identity(
        { identity: 'contentHash', idField: 'id' },
        [[{ id: 1, qty: 1 }], [{ id: 1, qty: 1, other: 2 }], [{ id: 1, qty: 2 }]],
        [[{ id: 1, qty: 1 }], [], [{ id: 1, qty: 2 }]],
      ),
      identity(
        { identity: 'contentHash', idField: 'id' },
        [
          [{ id: 1, lines: [{ sku: 'a' }] }],
          [{ id: 1, lines: [{ sku: 'a', n: 1 }] }],
          [{ id: 1, lines: [{ sku: 'b' }] }],
        ],
        [[{ id: 1, items: [{ code: 'a' }] }], [], [{ id: 1, items: [{ code: 'b' }] }]],
      ),
      identity({ identity: 'contentHash', idField: 'id' }, [[{ id: 1 }], [{ id: 1, qty: 2 }]], [[{ id: 1 }], []], {
        service: { mappings: [row('id', 'id')] },
        done: ['1'],
      }),
    ],
  },
  {
    construct: 'Identity "none"',
    service:
      'Every record of every run is pushed, also when two have the same body; each push has an idempotency key of its own.',
    flow: 'No de-dupe shapes; the key of a push is that of run, body and turn.',
    grade: 'inferred',
    source: 'services, duplicate semantics',
    examples: [
      identity(
        { identity: 'none' },
        [
          [
            { id: 1, qty: 1 },
            { id: 1, qty: 1 },
          ],
          [{ id: 1, qty: 1 }],
        ],
        [
          [
            { id: 1, qty: 1 },
            { id: 1, qty: 1 },
          ],
          [{ id: 1, qty: 1 }],
        ],
        { done: [] },
      ),
    ],
  },
  {
    construct: 'A record without an id, or with an empty one',
    service:
      'No ledger knows it: it is pushed in every run that brings it, each time with an idempotency key of its own.',
    flow: 'The de-dupe shapes let through what has no key, and remember nothing; the name of the push counts as none where its first part, the id, is empty. Track data does not tell such records apart.',
    grade: 'toolkit default',
    source: 'services, duplicate semantics; transforms, de-dupe shape',
    examples: [
      identity(
        { identity: 'sourceId', idField: 'no' },
        [
          [
            { id: 1, no: '' },
            { id: 2, no: '' },
          ],
          [{ id: 1, no: null }],
        ],
        [[{ id: 1 }, { id: 2 }], [{ id: 1 }]],
        { done: [] },
      ),
      identity(
        { identity: 'sourceId', idField: 'no' },
        [[{ id: 1 }, { id: 2 }], [{ id: 1 }]],
        [[{ id: 1 }, { id: 2 }], [{ id: 1 }]],
        { done: [] },
      ),
      identity({ identity: 'contentHash', idField: 'no' }, [[{ id: 1 }], [{ id: 1 }]], [[{ id: 1 }], [{ id: 1 }]], {
        done: [],
      }),
    ],
  },
  {
    construct: 'An inbound service without "dedupe"',
    service:
      'What identifies a record is its field "id"; a payload that has none is pushed whenever it arrives. A list of records is taken one by one.',
    flow: 'The same key, which the decision "key-field" asks for; "id" is recommended where something shows that records have it.',
    grade: 'toolkit default',
    source: 'services, inbound API connector',
    examples: [
      identity(undefined, [[{ id: 1 }, { id: 1 }], [[{ id: 1 }, { id: 2 }]]], [[{ id: 1 }], [], [{ id: 2 }]], {
        service: { ...inbound, dedupe: undefined },
      }),
      identity(undefined, [[{ qty: 1 }, { qty: 1 }]], [[{ qty: 1 }], [{ qty: 1 }]], {
        service: { ...inbound, dedupe: undefined },
        done: [],
      }),
    ],
  },
  {
    construct: 'An inbound service with "dedupe"',
    service: 'As for records that are pulled: the ledger knows a payload by the key that is given.',
    flow: 'The same de-dupe shapes, before the single records.',
    grade: 'inferred',
    source: 'services, inbound API connector',
    examples: [
      identity(
        { identity: 'sourceId', idField: 'no' },
        [
          [
            { no: 'a', id: 1 },
            { no: 'a', id: 2 },
            [
              { no: 'b', id: 3 },
              { no: 'a', id: 4 },
            ],
          ],
        ],
        [[{ id: 1 }], [], [{ id: 3 }]],
        { service: inbound, done: ['a', 'b'] },
      ),
      identity({ identity: 'none' }, [[{ id: 1 }, { id: 1 }]], [[{ id: 1 }], [{ id: 1 }]], {
        service: inbound,
        done: [],
      }),
    ],
  },
  {
    construct: 'Maximum attempts, also 1',
    service:
      'After so many pushes that failed, a record is left alone. A comparison with a flow runs the service without the limit and says so.',
    flow: 'No attempts are counted: a record is tried in every run that brings it. Stated by the rule "attempts-to-retries".',
    grade: 'documented',
    source: 'services, source settings',
    examples: [
      identity(
        { identity: 'sourceId', idField: 'id' },
        [[{ id: 1, qty: 'x' }], [{ id: 1, qty: 'x' }], [{ id: 1, qty: '2' }]],
        [[], [], [{ qty: 2 }]],
        {
          service: {
            source: { connectorId: 'c1', entity: 'orders', maximumAttempts: 1 },
            mappings: [row('qty', 'qty', { transformation: [use('cast to number')] })],
          },
          fails: ['mapping', 'mapping'],
        },
      ),
    ],
  },
];
