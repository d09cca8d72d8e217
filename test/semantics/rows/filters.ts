import { filters, type MeaningRow } from '../define-row.ts';

export const filterRows: readonly MeaningRow[] = [
  {
    construct: 'A filter on a field that is missing or null',
    service:
      'The record does not pass, whatever operator and type are: also not "notEquals", "notIn" or "greaterThan", and also not of a truth value. "isEmpty" passes.',
    flow: 'A filter shape does not match a missing field, except with "is_empty".',
    grade: 'toolkit default',
    source: 'services, running a bundle',
    examples: [
      filters(
        [{ field: 'paid', type: 'boolean', operator: 'notEquals', value: true }],
        [{}, { paid: null }, { paid: false }, { paid: true }],
        [3],
      ),
      ...(['boolean', 'string', 'number', 'datetime', undefined] as const).flatMap((type) =>
        (['notEquals', 'greaterThan', 'lessOrEqual', 'notIn', 'contains'] as const).map((operator) => {
          const value = { boolean: true, string: 'a', number: 1, datetime: '2026-01-01' }[type ?? 'string'];
          return filters(
            [{ field: 'x', operator, value, ...(type === undefined ? {} : { type }) }],
            [{}, { x: null }],
            [],
          );
        }),
      ),
      filters(
        [{ field: 'x', operator: 'isEmpty' }],
        [{}, { x: null }, { x: '' }, { x: [] }, { x: 0 }, { x: false }],
        [1, 2, 3, 4],
      ),
      filters(
        [{ field: 'x', operator: 'isNotEmpty' }],
        [{}, { x: null }, { x: '' }, { x: [] }, { x: 0 }, { x: false }],
        [5, 6],
      ),
    ],
  },
  {
    construct: 'Truth values compared by size',
    service: 'They have no order: "greaterThan" and "lessThan" never pass, "greaterOrEqual" passes for the same one.',
    flow: 'The same operator.',
    grade: 'toolkit default',
    source: 'transforms, operators',
    examples: [
      filters(
        [{ field: 'paid', type: 'boolean', operator: 'greaterThan', value: false }],
        [{ paid: true }, { paid: false }],
        [],
      ),
      filters(
        [{ field: 'paid', type: 'boolean', operator: 'greaterOrEqual', value: true }],
        [{ paid: true }, { paid: 'true' }, { paid: false }],
        [1, 2],
      ),
    ],
  },
  {
    construct: 'A field or a value that is not of the type of the row',
    service: 'A field does not pass. A value of the row ends the run before anything is pulled.',
    flow: 'The same; the flow warns of such fields.',
    grade: 'toolkit default',
    source: 'transforms, operators',
    examples: [
      filters(
        [{ field: 'x', type: 'number', operator: 'notEquals', value: 5 }],
        [{ x: 'five' }, { x: '6' }, { x: {} }],
        [2],
      ),
      filters([{ field: 'x', type: 'number', operator: 'greaterThan', value: 'five' }], [{ x: 6 }], [], {
        fails: ['run/bad-filter'],
      }),
      filters(
        [{ field: 'x', type: 'datetime', operator: 'equals', value: '[[payload.id]]' }],
        [{ x: '2026-01-01' }],
        [],
        { fails: ['run/bad-filter'] },
      ),
    ],
  },
  {
    construct: 'A text filter that looks like a number (007, 1.10, 9007199254740993)',
    service:
      'With the type string texts are compared, character by character. Without a type the field decides: a number is compared as a number, a text as a text. A number that is typed without quotes counts as it is written.',
    flow: 'The value is always text; the type is the same.',
    grade: 'toolkit default',
    source: 'transforms, operators',
    examples: [
      filters(
        [{ field: 'x', type: 'string', operator: 'equals', value: '007' }],
        [{ x: '007' }, { x: '7' }, { x: 7 }],
        [1],
      ),
      filters(
        [{ field: 'x', type: 'string', operator: 'in', value: ['1.10', '9007199254740993'] }],
        [{ x: '1.1' }, { x: '1.10' }, { x: '9007199254740993' }, { x: '9007199254740992' }],
        [2, 3],
      ),
      filters([{ field: 'x', operator: 'equals', value: '1.10' }], [{ x: 1.1 }, { x: '1.1' }, { x: '1.10' }], [1, 3]),
      filters(
        [{ field: 'x', type: 'number', operator: 'equals', value: '007' }],
        [{ x: '7' }, { x: 7 }, { x: '8' }],
        [1, 2],
      ),
    ],
  },
  {
    construct: 'Brackets such as [[payload.id]] in the value of a filter',
    service: 'They are text, as a service has no variables.',
    flow: String.raw`They are written with a backslash, "\[[" and "\{{", and compared without it.`,
    grade: 'toolkit default',
    source: 'transforms, dynamic variables',
    examples: [
      filters(
        [{ field: 'x', type: 'string', operator: 'equals', value: '[[payload.id]]' }],
        [{ x: '[[payload.id]]' }, { x: '2' }],
        [1],
      ),
      filters(
        [{ field: 'x', type: 'string', operator: 'contains', value: '{{flow.variables.a}}' }],
        [{ x: 'see {{flow.variables.a}}' }, { x: 'see ' }],
        [1],
      ),
    ],
  },
  {
    construct: 'A filter on a field inside a list',
    service:
      'One element that passes is enough, and the record goes on whole. A list without elements, or something else in its place, has none; null in place of an element is none either.',
    flow: 'Filter shapes on a copy of the list, for each single record; a map puts the whole record aside, another takes it back.',
    grade: 'toolkit default',
    source: 'services, filters on nested arrays',
    examples: [
      filters(
        [{ field: 'lines.*.sku', operator: 'equals', value: 'a' }],
        [{ lines: [{ sku: 'b' }, { sku: 'a' }] }, { lines: [{ sku: 'b' }] }, { lines: [] }, {}, { lines: 'a' }],
        [1],
      ),
      filters(
        [{ field: 'lines.*.sku', operator: 'notEquals', value: 'a' }],
        [{ lines: [{ sku: 'b' }, { sku: 'a' }] }, { lines: [{ sku: 'a' }, {}] }],
        [1],
      ),
      filters(
        [{ field: 'lines.*.sku', operator: 'isEmpty' }],
        [{ lines: [{ sku: 'a' }, {}] }, { lines: [{ sku: 'a' }] }, { lines: [] }, { lines: [null] }, { lines: 'a' }],
        [1],
      ),
      // Records that nothing tells apart: each is pushed as itself.
      filters([{ field: 'lines.*.sku', operator: 'equals', value: 'a' }], [], [], {
        service: { dedupe: { identity: 'none', idField: 'no' } },
        runs: [
          [
            { id: 1, lines: [{ sku: 'a' }] },
            { id: 2, lines: [{ sku: 'b' }] },
            { id: 3, lines: [{ sku: 'a' }, { sku: 'b' }] },
          ],
        ],
        sends: [[{ id: 1 }, { id: 3 }]],
      }),
      filters(
        [{ field: 'tags.*', operator: 'isEmpty' }],
        [{ tags: ['a', ''] }, { tags: ['a'] }, { tags: [null] }, { tags: 'a' }, { tags: [null, []] }],
        [1, 5],
      ),
      filters(
        [{ field: 'lines.*.d.*.e', type: 'number', operator: 'greaterThan', value: 5 }],
        [{ lines: [{ d: [{ e: 1 }] }, {}, { d: [{ e: 6 }] }] }, { lines: [{ d: [{ e: 5 }] }] }],
        [1],
      ),
      filters(
        [
          { field: 'lines.*.sku', operator: 'equals', value: 'a' },
          { field: 'lines.*.qty', operator: 'equals', value: 2 },
        ],
        [
          {
            lines: [
              { sku: 'a', qty: 1 },
              { sku: 'b', qty: 2 },
            ],
          },
          { lines: [{ sku: 'a', qty: 1 }] },
        ],
        [1],
      ),
    ],
  },
  {
    construct: 'Filters of a service that a webhook starts',
    service: 'Each record that arrives has to pass them; the API has evaluated none.',
    flow: 'A filter shape over the payload that arrived, before the single records.',
    grade: 'inferred',
    source: 'services, filters and trigger',
    examples: [
      filters([{ field: 'status', operator: 'equals', value: 'paid' }], [], [], {
        service: { trigger: { kind: 'webhook' } },
        runs: [
          [
            { id: 1, status: 'paid' },
            { id: 2, status: 'open' },
          ],
        ],
        sends: [[{ id: 1 }], []],
      }),
      filters([{ field: 'status', operator: 'equals', value: 'paid' }], [], [], {
        service: { trigger: { kind: 'webhook' } },
        runs: [
          [
            [
              { id: 1, status: 'paid' },
              { id: 2, status: 'open' },
              { id: 3, status: 'paid' },
            ],
            [{ id: 4 }],
          ],
        ],
        sends: [[{ id: 1 }, { id: 3 }], []],
      }),
      filters([{ field: 'lines.*.sku', operator: 'equals', value: 'a' }], [], [], {
        service: { trigger: { kind: 'webhook' } },
        runs: [
          [
            { id: 1, lines: [{ sku: 'a' }] },
            { id: 2, lines: [] },
          ],
        ],
        sends: [[{ id: 1 }], []],
      }),
      filters(
        [{ field: 'updated_at', type: 'datetime', operator: 'withinLast', value: { amount: 15, unit: 'minute' } }],
        [],
        [],
        {
          service: { trigger: { kind: 'webhook' } },
          runs: [
            [
              { id: 1, updated_at: '2026-03-01T09:50:00Z' },
              { id: 2, updated_at: '2026-03-01T09:40:00Z' },
            ],
          ],
          sends: [[{ id: 1 }], []],
        },
      ),
    ],
  },
];
