interface Choice {
  readonly default: string;
  readonly choices: readonly string[];
  readonly about: string;
  /** Where the domain notes record that the platform's own behaviour is not public. */
  readonly source: string;
}

/**
 * The semantics profile: one named answer for each question about the platform that has no public answer.
 * Every run reports the answers that it relied on as `run/assumed-semantics`.
 */
export const profileTable = {
  'flow.emptyBucket': {
    default: 'stop',
    choices: ['stop', 'continue'],
    about: 'What a leg does when a shape emits no payload at all.',
    source: 'process flows, payload bucket',
  },
  'flow.unresolvedVariable': {
    default: 'empty',
    choices: ['empty', 'fail'],
    about: 'What a variable becomes whose path leads nowhere.',
    source: 'process flows, dynamic variables',
  },
  'flow.afterLegs': {
    default: 'legs',
    choices: ['legs', 'incoming'],
    about:
      'What the step behind a route or a branch gets: what the legs hand on, leg after leg, or what came into the route or branch.',
    source: 'process flows, control flow',
  },
  'route.unmatched': {
    default: 'discard',
    choices: ['discard', 'fail'],
    about:
      'What becomes of records that no leg of a route takes: they go no further, with a warning, or their payload fails.',
    source: 'process flows, route shape',
  },
  'route.emptiedParents': {
    default: 'drop',
    choices: ['drop', 'keep'],
    about:
      'Where the records that a route sorts are inside others, such as the lines of orders: whether an order goes down a leg that takes none of its lines.',
    source: 'process flows, local runner',
  },
  'branch.afterCaught': {
    default: 'continue',
    choices: ['continue', 'stop'],
    about: 'Whether the next leg of a branch starts when a try/catch around it has caught failures of the leg before.',
    source: 'process flows, branch shape',
  },
  'assert.mismatch': {
    default: 'fail',
    choices: ['fail', 'warn'],
    about: 'What a payload does that is not the one an assert expects: fail, or pass with a warning.',
    source: 'process flows, assert shape',
  },
  'assert.noPayload': {
    default: 'fail',
    choices: ['fail', 'pass'],
    about: 'Whether an assert that no payload reaches counts as one that met another payload.',
    source: 'process flows, assert shape',
  },
  'callback.timeout': {
    default: '30',
    choices: ['30', '60', '300'],
    about: 'How many seconds the request that started a flow waits for the answer of a callback.',
    source: 'process flows, callback shape',
  },
  'connector.sendOutput': {
    default: 'responseOrOriginal',
    choices: ['responseOrOriginal', 'original'],
    about: 'What a send step hands on: the response body if there is one, or the payload that it sent.',
    source: 'process flows, connector shape',
  },
  'connector.backoff': {
    default: 'exponential',
    choices: ['exponential', 'none'],
    about: 'How long the connector waits between attempts: 1, 2, 4 seconds, or not at all.',
    source: 'process flows, retries',
  },
  'connector.concurrency': {
    default: '8',
    choices: ['1', '2', '4', '8'],
    about:
      'How many pushes may be under way at once to an endpoint that tells repetitions, where neither it nor its instance says so.',
    source: 'connectors, connector shape',
  },
  'connector.repeatUnconfirmed': {
    default: 'repeat',
    choices: ['repeat', 'fail'],
    about:
      'Whether a POST or PATCH without an idempotency key is sent again when nobody knows whether it arrived. It is listed as in doubt either way.',
    source: 'process flows, retries',
  },
  'filter.emptyPayload': {
    default: 'keep',
    choices: ['keep', 'drop'],
    about: 'Whether a payload whose list of records has become empty is passed on.',
    source: 'transforms, filter shape',
  },
  'map.missingSource': {
    default: 'omit',
    choices: ['omit', 'null'],
    about: 'What a rule without transforms writes when its source field is missing.',
    source: 'transforms, rule model',
  },
  'map.transformError': {
    default: 'fail',
    choices: ['fail', 'null', 'keep'],
    about: 'What a failing transform does: fail the payload, give null, or keep the value.',
    source: 'transforms, error policy',
  },
  'map.lookupNoMatch': {
    default: 'null',
    choices: ['null', 'keep', 'fail'],
    about: 'What a cross-reference lookup gives when no row matches.',
    source: 'transforms, cross-reference lookups',
  },
  'map.rounding': {
    default: 'decimal',
    choices: ['decimal', 'binary'],
    about: 'Whether "math" computes, and "round number" judges a half, by the decimal digits or by the binary value.',
    source: 'transforms, toolkit defaults',
  },
  'dedupe.missingKey': {
    default: 'keep',
    choices: ['keep', 'drop'],
    about: 'What happens to a record without a key.',
    source: 'transforms, de-dupe shape',
  },
  'dedupe.withinPayload': {
    default: 'first',
    choices: ['first', 'all'],
    about: 'Which of several records with one key inside one payload is kept.',
    source: 'transforms, de-dupe shape',
  },
  'cache.miss': {
    default: 'empty',
    choices: ['empty', 'skip'],
    about: 'What load from cache emits for a key that is not there: an empty payload, or none.',
    source: 'process flows, load from cache',
  },
  'csv.delimiter': {
    default: 'detected',
    choices: ['detected', 'comma'],
    about:
      'What stands between the cells of a CSV document of which its endpoint says nothing: the one of , ; tab | that the first line has most, or a comma.',
    source: 'process flows, formats',
  },
  'csv.columns': {
    default: 'header',
    choices: ['header', 'numbered'],
    about:
      'What the columns of a CSV document are called of which its endpoint says nothing: as the first row says, or 0, 1, 2.',
    source: 'transforms, paths',
  },
  'xml.emptyElement': {
    default: 'text',
    choices: ['text', 'null'],
    about: 'What an XML element without content is: empty text, or null.',
    source: 'process flows, formats',
  },
  'map.targetFormat': {
    default: 'source',
    choices: ['source', 'json'],
    about: 'The format of what a map writes that names none: that of what came in, or JSON.',
    source: 'transforms, map shape',
  },
  'cache.retention': {
    default: 'sevenDays',
    choices: ['sevenDays', 'none'],
    about:
      'Whether caches of a flow and of the company keep what has no lifetime for seven days, or until it is replaced.',
    source: 'process flows, retention of caches',
  },
  'environment.flowCache': {
    default: 'own',
    choices: ['own', 'shared'],
    about: 'Whether a flow cache in a virtual environment is one of its own, or the one of the flow everywhere.',
    source: 'process flows, virtual environments',
  },
  'service.filterMissing': {
    default: 'noMatch',
    choices: ['noMatch', 'match'],
    about: 'Whether a record without the filtered field passes a service filter.',
    source: 'services, running a bundle',
  },
  'service.missingSource': {
    default: 'omit',
    choices: ['omit', 'null', 'empty', 'fail'],
    about: 'What a service mapping row writes when its source field is missing and the row does not say.',
    source: 'services, mappings',
  },
  'service.lookupNoMatch': {
    default: 'unchanged',
    choices: ['unchanged', 'empty', 'fail'],
    about: 'What a service lookup table gives when no row matches.',
    source: 'services, lookup tables',
  },
  'service.contentHash': {
    default: 'mappedFields',
    choices: ['mappedFields', 'wholeRecord'],
    about: 'What identifies a record whose identity is its content: id and mapped fields, or the whole record.',
    source: 'services, duplicate semantics',
  },
  'service.scriptPosition': {
    default: 'beforeMapping',
    choices: ['beforeMapping', 'afterMapping'],
    about: 'Where a payload script of unknown position runs.',
    source: 'services, execution',
  },
} as const satisfies Record<string, Choice>;

export type ProfileKey = keyof typeof profileTable;
export type Profile = { readonly [K in ProfileKey]: (typeof profileTable)[K]['choices'][number] };

export const profileKeys = Object.keys(profileTable) as ProfileKey[]; // the keys of a const object

/** The defaults, with the given answers on top. Later arguments win. */
export function resolveProfile(...overrides: readonly (Partial<Profile> | undefined)[]): Profile {
  const defaults = Object.fromEntries(profileKeys.map((key) => [key, profileTable[key].default]));
  return Object.assign(defaults, ...overrides) as Profile; // every key of the table has its default
}
