/**
 * What the documentation of the platform names, row by row: the tables of units kept as data, so that one that is missing fails a
 * test, and the page of what runs cannot say otherwise than the code.
 */

/** How sure it is that the platform has it: documented, inferred from what is, or expected by its kind. */
export type Mark = 'documented' | 'inferred' | 'expected';

export interface PlatformRow {
  /** As the platform calls it. */
  readonly name: string;
  /** Other names that files may use. */
  readonly names?: readonly string[];
  readonly mark: Mark;
  /** Why it is refused, where nothing runs it. */
  readonly reason?: string;
  /** What is different from the platform, where something is. */
  readonly differs?: string;
}

const documented = (...names: readonly string[]): readonly PlatformRow[] =>
  names.map((name) => ({ name, mark: 'documented' }));
const expected = (...names: readonly string[]): readonly PlatformRow[] =>
  names.map((name) => ({ name, mark: 'expected' }));

/** Functions of mapping rules. */
export const transformRows: readonly PlatformRow[] = [
  { name: 'join', names: ['array join'], mark: 'documented' },
  { name: 'format', names: ['format date'], mark: 'documented' },
  ...documented('custom dynamic date', 'prefix', 'custom string', 'custom boolean', 'fallback', 'cast to boolean'),
  { name: 'map', names: ['cross-reference lookup'], mark: 'documented' },
  ...documented('cache lookup'),
  {
    name: 'script',
    mark: 'documented',
    reason: 'Scripts run as steps of their own; one for each value is not run yet.',
  },
  { name: 'replace', mark: 'documented' },
  { name: 'null value', names: ['null'], mark: 'inferred' },
  ...expected('concatenate', 'suffix', 'trim', 'lowercase', 'uppercase', 'split', 'first word', 'last word'),
  { name: 'limit', names: ['substring'], mark: 'expected' },
  ...expected('custom number', 'math', 'round number', 'cast to number', 'cast to string', 'count'),
  { name: 'date timezone conversion', names: ['convert time zone'], mark: 'expected' },
  { name: 'date adjust', names: ['add to date'], mark: 'expected' },
  ...expected('round date', 'unit conversion'),
];

/** Operators of filters and routes; no public page lists them. */
export const operatorRows: readonly PlatformRow[] = [
  { name: 'eq', names: ['=', '==', 'equals'], mark: 'expected' },
  { name: 'neq', names: ['!=', 'not equals'], mark: 'expected' },
  { name: 'gt', names: ['>', 'greater than'], mark: 'expected' },
  { name: 'gte', names: ['>=', 'greater_or_equal'], mark: 'expected' },
  { name: 'lt', names: ['<', 'less_than'], mark: 'expected' },
  { name: 'lte', names: ['<=', 'less_or_equal'], mark: 'expected' },
  ...expected('contains', 'not_contains', 'starts_with', 'ends_with'),
  { name: 'in', names: ['in list'], mark: 'expected' },
  { name: 'not_in', mark: 'expected' },
  { name: 'regex', names: ['matches'], mark: 'documented' },
  ...expected('not_regex', 'is_null', 'not_null'),
  { name: 'is_empty', mark: 'expected' },
  { name: 'not_empty', names: ['is_not_empty'], mark: 'expected' },
  ...expected('is_true', 'is_false', 'before', 'after', 'on', 'between'),
];

/** Shapes, with the identifiers that files may use. */
export const shapeRows: readonly PlatformRow[] = [
  { name: 'Trigger', names: ['trigger'], mark: 'documented' },
  { name: 'Connector', names: ['connector'], mark: 'documented' },
  { name: 'Map', names: ['map'], mark: 'documented' },
  { name: 'Filter', names: ['filter'], mark: 'documented' },
  { name: 'Flow control', names: ['batch'], mark: 'documented' },
  { name: 'Split', names: ['split'], mark: 'documented' },
  { name: 'Branch', names: ['branch'], mark: 'documented', reason: 'Flows with branches are not run yet.' },
  { name: 'Route', names: ['route'], mark: 'documented', reason: 'Flows with routes are not run yet.' },
  { name: 'Try/catch', names: ['try-catch'], mark: 'documented' },
  { name: 'Add to cache, load from cache', names: ['cache'], mark: 'documented' },
  { name: 'De-dupe', names: ['dedupe', 'de-dupe'], mark: 'documented' },
  { name: 'Track data', names: ['track'], mark: 'documented' },
  { name: 'Script', names: ['custom-script', 'script'], mark: 'documented' },
  { name: 'Assert', names: ['assert'], mark: 'documented', reason: 'Not run yet.' },
  { name: 'Notify', names: ['notify'], mark: 'documented' },
  { name: 'Callback', names: ['callback'], mark: 'documented', reason: 'Nobody waits for an answer of a run by hand.' },
  { name: 'Manual payload', names: ['manual-input'], mark: 'documented' },
  { name: 'Run process flow', names: ['run-flow'], mark: 'documented', reason: 'Child runs are not started yet.' },
  { name: 'Set variables', names: ['set-variables'], mark: 'documented' },
];

const started = (value: string): string =>
  `nothing listens for it; \`repatch run --trigger ${value} --payload FILE\` runs what it would start`;

/** What starts a flow, by the value of `repatch run --trigger`. */
export const triggerRows: readonly (PlatformRow & { readonly value: string })[] = [
  { name: 'Manual', value: 'manual', mark: 'documented' },
  { name: 'API', value: 'api', mark: 'documented', differs: started('api') },
  { name: 'Webhook', value: 'webhook', mark: 'documented', differs: started('webhook') },
  { name: 'Schedule', value: 'schedule', mark: 'documented', differs: started('schedule') },
  { name: 'Callback', value: 'callback', mark: 'documented', differs: started('callback') },
  { name: 'Event', value: 'event', mark: 'documented', differs: started('event') },
];

/** Variables, each with a text that a probe fills, and what it has to become. */
export const variableRows: readonly (PlatformRow & { readonly probe: string; readonly becomes: string })[] = [
  {
    name: '[[payload]]',
    mark: 'documented',
    probe: '<[[payload]]>',
    becomes: '<{"id":7,"lines":[{"sku":"a"},{"sku":"b"}]}>',
  },
  { name: '[[payload.path]]', mark: 'documented', probe: '<[[payload.id]]>', becomes: '<7>' },
  { name: '[[payload.0.path]], one item', mark: 'documented', probe: '<[[payload.lines.1.sku]]>', becomes: '<b>' },
  { name: '[[payload.*.path]], all items', mark: 'documented', probe: '<[[payload.lines.*.sku]]>', becomes: '<a,b>' },
  { name: '[[meta.key]]', mark: 'documented', probe: '<[[meta.shop]]>', becomes: '<uk>' },
  { name: '{{flow.variables.name}}', mark: 'documented', probe: '<{{flow.variables.since}}>', becomes: '<today>' },
  {
    name: '{{environment.variables.name}}',
    mark: 'documented',
    probe: '<{{environment.variables.region}}>',
    becomes: '<eu>',
  },
  { name: 'Several in one text', mark: 'documented', probe: 'a-[[payload.id]]-[[meta.shop]]', becomes: 'a-7-uk' },
];

/** Formats of payloads. */
export const formatRows: readonly PlatformRow[] = documented('json', 'xml', 'csv', 'txt');

/** PHP date tokens that the platform's page lists or PHP has. */
export const dateTokens = 'djDlNwSzWomnMFtYyLaAgGhHisvuBeTPpOZIcrU';
