import type { ShapeCase } from '../../contract/cases.ts';
import { ExactNumber } from '../../text/exact-number.ts';

const exact = { id: new ExactNumber('12345678901234567890'), price: new ExactNumber('19.90') };

export default [
  {
    shows: 'The payload stays as it is.',
    config: { meta: [{ key: 'shop', value: 'uk' }] },
    bucket: [{ id: 1 }, [2]],
    gives: [{ id: 1 }, [2]],
    meta: { shop: ['uk', 'uk'] },
  },
  {
    shows: 'Each payload has metadata of its own.',
    config: { meta: [{ key: 'order', value: 'no-[[payload.id]]' }] },
    bucket: [{ id: 1 }, { id: 2 }],
    gives: [{ id: 1 }, { id: 2 }],
    meta: { order: ['no-1', 'no-2'] },
  },
  {
    shows: 'Later metadata replaces earlier; the rest stays.',
    before: [
      {
        name: 'Before',
        microservice: 'set-variables',
        config: {
          meta: [
            { key: 'a', value: '1' },
            { key: 'b', value: '2' },
          ],
        },
      },
    ],
    config: { meta: [{ key: 'b', value: '[[meta.a]]3' }] },
    gives: [{}],
    meta: { a: ['1'], b: ['13'] },
  },
  {
    shows: 'A flow variable holds for the rest of the run: of several payloads the last one sets it.',
    config: { flow: [{ name: 'last', value: '[[payload.id]]' }] },
    variables: { last: 'none', other: 'kept' },
    bucket: [{ id: 1 }, { id: 2 }],
    after: [
      {
        name: 'Read',
        microservice: 'set-variables',
        config: {
          meta: [
            { key: 'last', value: '{{flow.variables.last}}' },
            { key: 'other', value: '{{flow.variables.other}}' },
          ],
        },
      },
    ],
    gives: [{ id: 1 }, { id: 2 }],
    meta: { last: ['2', '2'], other: ['kept', 'kept'] },
  },
  {
    shows: 'Flow variables first, then metadata.',
    config: { meta: [{ key: 'v', value: '{{flow.variables.x}}' }], flow: [{ name: 'x', value: 'new' }] },
    variables: { x: 'old' },
    gives: [{}],
    meta: { v: ['new'] },
  },
  {
    shows: 'A relative date is measured from the moment of the run.',
    config: {
      meta: [
        { key: 'since', value: '-15 minutes', value_type: 'relative_date' },
        { key: 'day', value: 'yesterday', value_type: 'relative_date', date_format: 'd/m/Y' },
      ],
    },
    gives: [{}],
    meta: { since: ['2026-03-01 09:45:00'], day: ['28/02/2026'] },
  },
  {
    config: { flow: [{ name: 'since', value: 'startOfDay', value_type: 'relative_date', date_format: 'c' }] },
    after: [
      {
        name: 'Read',
        microservice: 'set-variables',
        config: { meta: [{ key: 'v', value: '{{flow.variables.since}}' }] },
      },
    ],
    gives: [{}],
    meta: { v: ['2026-03-01T00:00:00+00:00'] },
  },
  {
    shows: 'A static value is text, also when it looks like a date.',
    config: { meta: [{ key: 'v', value: '-15 minutes', value_type: 'static' }] },
    gives: [{}],
    meta: { v: ['-15 minutes'] },
  },
  {
    config: { meta: [{ key: 'v', value: 'soon', value_type: 'relative_date' }] },
    gives: [],
    fails: 'run/bad-relative-date',
  },
  {
    shows: 'The metadata of a payload may have 10,240 bytes.',
    config: { meta: [{ key: 'v', value: '[[payload]]' }] },
    bucket: ['x'.repeat(10_218)],
    gives: ['x'.repeat(10_218)],
  },
  {
    config: { meta: [{ key: 'v', value: '[[payload]]' }] },
    bucket: ['x'.repeat(10_240)],
    gives: [],
    fails: 'run/metadata-too-large',
  },
  {
    shows: 'Counted in bytes, not in characters.',
    config: { meta: [{ key: 'v', value: '[[payload]]' }] },
    bucket: ['ä'.repeat(6000)],
    gives: [],
    fails: 'run/metadata-too-large',
  },
  { config: { meta: [{ key: '', value: 'x' }] }, gives: [], fails: 'run/bad-settings' },
  { config: { flow: [{ name: 'x' }] }, gives: [], fails: 'run/bad-settings' },
  {
    shows: 'A number is the text it was written as.',
    config: {
      meta: [
        { key: 'id', value: '[[payload.id]]' },
        { key: 'price', value: '[[payload.price]]' },
        { key: 'all', value: '[[payload]]' },
      ],
    },
    bucket: [exact],
    gives: [exact],
    meta: { id: ['12345678901234567890'], price: ['19.90'], all: ['{"id":12345678901234567890,"price":19.90}'] },
  },
] as const satisfies readonly ShapeCase[];
