import { caseText, type ShapeCase } from '../../contract/cases.ts';
import { ExactNumber } from '../../text/exact-number.ts';

const setMeta = { name: 'Meta', microservice: 'set-variables', config: { meta: [{ key: 'shop', value: 'uk' }] } };

const exact = { id: new ExactNumber('12345678901234567890'), price: new ExactNumber('19.90') };

export default [
  {
    shows: 'The payload passes unchanged; the values of the fields are recorded.',
    config: { direction: 'send', entity: 'orders', fields: ['id', 'customer.email'] },
    bucket: [{ id: 1, customer: { email: 'a@b.c' } }, { id: 2 }],
    gives: [{ id: 1, customer: { email: 'a@b.c' } }, { id: 2 }],
    leaves: { tracked: ['send orders id=1', 'send orders customer.email=a@b.c', 'send orders id=2'] },
  },
  {
    shows: 'Of several records, each value; null and missing ones are left out.',
    config: { direction: 'receive', fields: ['*.id'] },
    bucket: [[{ id: 'a' }, { id: null }, {}, { id: false }]],
    gives: [[{ id: 'a' }, { id: null }, {}, { id: false }]],
    leaves: { tracked: ['receive data *.id=a', 'receive data *.id=false'] },
  },
  {
    shows: 'The first 255 characters of a value.',
    config: { direction: 'send', fields: ['note'] },
    bucket: [{ note: 'n'.repeat(300) }],
    gives: [{ note: 'n'.repeat(300) }],
    leaves: { tracked: [`send data note=${'n'.repeat(255)}`] },
  },
  { config: { direction: 'send', fields: ['id'] }, bucket: [{}], gives: [{}], leaves: { tracked: [] } },
  { config: { direction: 'both', fields: ['id'] }, gives: [], fails: 'run/bad-settings' },
  { config: { direction: 'send', fields: [] }, gives: [], fails: 'run/bad-settings' },
  { config: { fields: ['id'] }, gives: [], fails: 'run/bad-settings' },
  {
    before: [setMeta],
    config: { direction: 'send', fields: ['id'] },
    bucket: [{ id: 1 }],
    gives: [{ id: 1 }],
    meta: { shop: ['uk'] },
    leaves: { tracked: ['send data id=1'] },
  },
  {
    shows: 'An object or a list that is the value of one field is its JSON.',
    config: { fields: ['a', 'b'], direction: 'send' },
    bucket: [{ a: { y: 1, x: [2] }, b: ['p', 'q'] }],
    gives: [{ a: { y: 1, x: [2] }, b: ['p', 'q'] }],
    leaves: { tracked: ['send data a={"x":[2],"y":1}', 'send data b=["p","q"]'] },
  },
  {
    shows: 'A number is the text it was written as.',
    config: { direction: 'send', fields: ['id', 'price'] },
    bucket: [exact],
    gives: [exact],
    leaves: { tracked: ['send data id=12345678901234567890', 'send data price=19.90'] },
  },
  {
    shows: 'XML and CSV are tracked as well, with a warning: the platform documents JSON only.',
    config: { direction: 'send', fields: ['orders.order.*.@id'] },
    bucket: [caseText('application/xml', '<orders><order id="07"/></orders>')],
    gives: [caseText('application/xml', '<orders><order id="07"/></orders>')],
    leaves: { tracked: ['send data orders.order.*.@id=07'] },
    warns: ['Step "Step" tracks XML; the documentation of the platform names JSON only.'],
  },
  {
    config: { direction: 'send', fields: ['*.id'] },
    bucket: [caseText('text/csv', 'id\n07\n8')],
    gives: [caseText('text/csv; charset=utf-8', 'id\n07\n8')],
    leaves: { tracked: ['send data *.id=07', 'send data *.id=8'] },
    warns: ['Step "Step" tracks CSV; the documentation of the platform names JSON only.'],
  },
  {
    shows: 'Plain text has no fields.',
    config: { direction: 'send', fields: ['id'] },
    bucket: [caseText('text/plain', 'id 1')],
    gives: [],
    fails: 'run/unreadable-format',
  },
] as const satisfies readonly ShapeCase[];
