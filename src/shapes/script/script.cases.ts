import { caseText, type ShapeCase } from '../../contract/cases.ts';
import { ExactNumber } from '../../text/exact-number.ts';

const step = { script_version: { name: 'Tidy up' } };

function script(code: string, more: object = {}): object {
  return { name: 'Tidy up', language: 'javascript', code, ...more };
}

const setMeta = { name: 'Meta', microservice: 'set-variables', config: { meta: [{ key: 'shop', value: 'uk' }] } };
const pass = 'module.exports = async function (data) { return data; }';
const long = { id: new ExactNumber('12345678901234567890'), price: new ExactNumber('19.90') };

export default [
  {
    shows: 'The script gets the payload as text, once for each payload, and returns text.',
    step,
    scripts: [
      script(`module.exports = async function (data) {
  const order = JSON.parse(data.payload);
  order.total = order.net + order.tax;
  return { payload: JSON.stringify(order) };
};`),
    ],
    bucket: [
      { net: 10, tax: 2 },
      { net: 5, tax: 1 },
    ],
    gives: [
      { net: 10, tax: 2, total: 12 },
      { net: 5, tax: 1, total: 6 },
    ],
  },
  {
    shows: 'Metadata, flow variables and variables of the script; what it returns of the first two holds from then on.',
    before: [setMeta],
    step: { ...step, variables: [{ key: 'prefix', value: 'X-[[payload.id]]' }] },
    after: [
      {
        name: 'Show',
        microservice: 'set-variables',
        config: { meta: [{ key: 'flow', value: '{{flow.variables.last}}' }] },
      },
    ],
    variables: { last: 'none' },
    scripts: [
      script(`module.exports = (data) => {
  data.meta.key = data.variables.prefix + '-' + data.meta.shop + '-' + data.flow.variables.last;
  data.flow.variables.last = data.variables.prefix;
  return data;
};`),
    ],
    bucket: [{ id: 1 }, { id: 2 }],
    gives: [{ id: 1 }, { id: 2 }],
    // The next step starts when the script has seen every payload.
    meta: { shop: ['uk', 'uk'], key: ['X-1-uk-none', 'X-2-uk-X-1'], flow: ['X-2', 'X-2'] },
  },
  {
    shows: 'A script may return some members only; null takes a key away.',
    before: [setMeta],
    step,
    scripts: [script(`module.exports = () => ({ meta: { shop: null, pieces: 3 } });`)],
    bucket: [{ id: 1 }],
    gives: [{ id: 1 }],
    meta: { shop: [''], pieces: ['3'] },
    warns: ['The variable "meta.shop" leads nowhere and became empty text.'],
  },
  {
    shows: 'The latest version, unless the step names one.',
    step: { script_version: { name: 'Tidy up', version: 1 } },
    scripts: [
      script(`module.exports = () => ({ payload: '1' });`, { version: 1 }),
      script(`module.exports = () => ({ payload: '2' });`, { version: 2 }),
    ],
    gives: [1],
  },
  {
    step,
    scripts: [
      script(`module.exports = () => ({ payload: '2' });`, { version: 2 }),
      script(`module.exports = () => ({ payload: '1' });`, { version: 1 }),
    ],
    gives: [2],
  },
  {
    shows: 'Nothing returned: the payload stays as it was, with a warning.',
    step,
    scripts: [script(`module.exports = () => {};`)],
    bucket: [{ id: 1 }],
    gives: [{ id: 1 }],
    warns: ['Script "Tidy up" returned nothing; the payload stays as it was.'],
  },
  {
    shows: 'An object as the payload is written as JSON, with a warning.',
    step,
    scripts: [script(`module.exports = () => ({ payload: { id: 2 } });`)],
    gives: [{ id: 2 }],
    warns: ['Script "Tidy up" returned a payload that is no text; it was written as JSON.'],
  },
  {
    shows: 'Text of another format; what it is, the text says.',
    step,
    scripts: [script(`module.exports = ({ payload }) => ({ payload: '<id>' + JSON.parse(payload).id + '</id>' });`)],
    bucket: [{ id: 7 }],
    gives: [caseText('application/xml', '<id>7</id>')],
  },
  {
    step,
    scripts: [script(`module.exports = ({ payload }) => ({ payload: JSON.stringify(payload.split(',')) });`)],
    bucket: [caseText('text/csv', 'a,b')],
    gives: [['a', 'b']],
  },
  {
    shows: 'Numbers that JavaScript cannot hold stay as they were written.',
    step,
    scripts: [
      script(`module.exports = (data) => {
  const order = JSON.parse(data.payload);
  order.key = String(order.id);
  return { payload: JSON.stringify(order) };
};`),
    ],
    bucket: [long],
    gives: [{ id: long.id, price: 19.9, key: '12345678901234567890' }],
  },
  {
    shows: 'A script that computes with such a number fails.',
    step,
    scripts: [script(`module.exports = ({ payload }) => ({ payload: String(JSON.parse(payload).id + 1) });`)],
    bucket: [long],
    gives: [],
    fails: 'run/script-failed',
  },
  {
    shows: 'The clock of scripts stands at the moment of the run, in UTC.',
    step,
    scripts: [
      script(
        `module.exports = () => ({ payload: JSON.stringify([new Date().toISOString(), new Date('2026-07-01T12:00:00').getHours()]) });`,
      ),
    ],
    gives: [['2026-03-01T10:00:00.000Z', 12]],
  },
  {
    shows: 'A payload that is untouched is the same, byte for byte.',
    step,
    scripts: [script(pass)],
    bucket: [long],
    gives: [long],
  },
  {
    shows: 'What a script throws fails the payload.',
    step,
    scripts: [script(`module.exports = () => { throw new Error('no such order'); };`)],
    gives: [],
    fails: 'run/script-failed',
  },
  {
    step,
    scripts: [script(`module.exports = () => 'text';`)],
    gives: [],
    fails: 'run/script-failed',
  },
  {
    step,
    scripts: [script(`module.exports = () => ({ payload: '1', meta: 'text' });`)],
    gives: [],
    fails: 'run/script-result',
  },
  {
    step,
    scripts: [script(`module.exports = () => ({ meta: { a: 'x'.repeat(11000) } });`)],
    gives: [],
    fails: 'run/metadata-too-large',
  },
  { step, scripts: [script('module.exports = function (')], gives: [], fails: 'run/bad-script' },
  { step, scripts: [script('exports.other = 1;')], gives: [], fails: 'run/bad-script' },
  { step, scripts: [script(`const fs = require('fs'); ${pass}`)], gives: [], fails: 'run/script-library' },
  { step, scripts: [script(pass, { language: 'rust' })], gives: [], fails: 'run/script-language' },
  { step, scripts: [script(pass, { version: 1 })], gives: [{}] },
  {
    step: { script_version: { name: 'Tidy up', version: 3 } },
    scripts: [script(pass, { version: 1 })],
    gives: [],
    fails: 'run/unknown-script',
  },
  { step, gives: [], fails: 'run/unknown-script' },
  { gives: [], fails: 'run/unknown-script' },
  { step, config: { script: 1 }, scripts: [script(pass)], gives: [], fails: 'run/bad-settings' },
] as const satisfies readonly ShapeCase[];
