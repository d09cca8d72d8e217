import { caseText, type ShapeCase } from '../../../src/contract/cases.ts';
import { caseOf, shapeCaseOf, testOf, type Proof, type Rows } from './row.ts';

const of = (shape: string, ...cases: readonly ShapeCase[]): Proof => ({ shape, cases });
const api = [{ name: 'Create', direction: 'Send', method: 'POST', url: 'orders' }];
const push = { endpoint: { name: 'Create', direction: 'Send', http_method: 'POST' } };
const anInstance = 'The instance of the connector, by its name or as its only one.';

/** Settings of shapes and what they mean. */
export const stepRows: Rows = {
  'connector: instance': { says: 'by its name', proof: shapeCaseOf('connector', anInstance) },
  'connector: endpoint': {
    says: 'by name and direction',
    proof: shapeCaseOf('connector', 'Direction is part of what names an endpoint.'),
  },
  'connector: endpoint variables': {
    says: 'static or filled from the payload',
    proof: shapeCaseOf('connector', 'Variables of the endpoint, filled from the payload.'),
  },
  'connector: endpoint filters': {
    says: 'parameters of the request',
    proof: shapeCaseOf('connector', 'Filters of the endpoint go where they say; one that is not active stays away.'),
  },
  'connector: request timeout': {
    says: 'seconds, 30 without',
    proof: shapeCaseOf('connector', 'How long an answer may take: 30 seconds, or as the step says.'),
  },
  'connector: retries': {
    says: '0, 1 or 2; 2 without',
    proof: shapeCaseOf('connector', 'Or as often as the step says.'),
  },
  'connector: more than 2 retries': {
    says: 'refused',
    proof: of('connector', { config: { retries: 3 }, step: push, endpoints: api, fails: 'run/bad-settings' }),
    refused: 'the platform takes 0 to 2',
    code: 'run/bad-settings',
  },
  'connector: wrapping Raw': {
    says: 'the body as it is',
    proof: of('connector', {
      config: { wrapping_behaviour: 'Raw' },
      step: push,
      endpoints: api,
      bucket: [[1, 2]],
      answers: [{ status: 204 }],
      requests: [{ request: 'POST /orders', body: [1, 2] }],
      gives: [[1, 2]],
    }),
  },
  'connector: wrapping First': {
    says: 'the first element',
    proof: shapeCaseOf('connector', 'The first element of a list, where the step says so.'),
  },
  'connector: another wrapping': {
    says: 'sent as it is, with a warning',
    proof: of('connector', {
      config: { wrapping_behaviour: 'Last' },
      step: push,
      endpoints: api,
      bucket: [[1, 2]],
      answers: [{ status: 204 }],
      requests: [{ request: 'POST /orders', body: [1, 2] }],
      gives: [[1, 2]],
      warns: ['Step "Step" asks for wrapping "Last", which nothing is known of; payloads are sent as they are.'],
    }),
  },
  'connector: unsuccessful statuses not allowed': {
    says: 'an answer other than 2xx fails the step',
    proof: shapeCaseOf('connector', 'A request that is refused is not repeated.'),
  },
  'connector: unsuccessful statuses allowed': {
    says: 'the answer is handed on',
    proof: shapeCaseOf('connector', 'Unless answers other than 2xx are to be handed on.'),
  },
  'connector: receive': {
    says: 'one payload for each page',
    proof: shapeCaseOf(
      'connector',
      'One payload for each page; the metadata of the payload that came in goes with it.',
    ),
  },
  'connector: send': {
    says: 'one request for each payload',
    proof: shapeCaseOf(
      'connector',
      'Send: each payload is one request. What it answers becomes the payload, with its metadata.',
    ),
  },
  'connector: what a send hands on': {
    says: 'the answer, or what was sent',
    proof: shapeCaseOf('connector', 'An answer without a body leaves the payload as it was.'),
    profile: 'connector.sendOutput',
  },
  'connector: a new login': {
    says: 'is no failure of a payload; refused again it ends the run',
    proof: testOf('runtime/http', 'gives up after a second refusal and shows no secret'),
  },
  'response script: what it gets': {
    says: 'every answer',
    proof: shapeCaseOf(
      'connector',
      'A response script sees every answer; code 0 takes it whatever its status is, and the script may change it.',
    ),
  },
  'response script: 0': {
    says: 'go on',
    proof: shapeCaseOf(
      'connector',
      'A response script sees every answer; code 0 takes it whatever its status is, and the script may change it.',
    ),
  },
  'response script: 1': {
    says: 'fail and repeat',
    proof: shapeCaseOf('connector', 'Code 1: the step fails, and its request is repeated as often as the step says.'),
  },
  'response script: 2': {
    says: 'fail the flow, queue it again',
    proof: of('connector', {
      config: { response_script: { name: 'Judge' } },
      step: push,
      endpoints: api,
      answers: [{ body: {} }],
      scripts: [{ name: 'Judge', language: 'javascript', code: 'module.exports = () => ({ response_code: 2 })' }],
      requests: [{ request: 'POST /orders' }],
      fails: 'run/script-ended',
    }),
    differs: 'nothing queues the flow again; the failure says to run it once more',
  },
  'response script: 3': {
    says: 'fail the flow',
    proof: of('connector', {
      config: { response_script: { name: 'Judge' } },
      step: push,
      endpoints: api,
      answers: [{ body: {} }],
      scripts: [{ name: 'Judge', language: 'javascript', code: 'module.exports = () => ({ response_code: 3 })' }],
      requests: [{ request: 'POST /orders' }],
      fails: 'run/script-ended',
    }),
  },
  'response script: 4': {
    says: 'log in again, repeat',
    proof: shapeCaseOf('connector', 'Code 4: logs in again and repeats; a refusal after that ends the run.'),
  },
  'response script: no code': {
    says: 'the status decides',
    proof: shapeCaseOf('connector', 'Without a code the status decides.'),
  },
  'map: source and target endpoint': {
    says: 'references that a run does not need',
    proof: of('map', {
      config: { rules: [{ sources: ['a'], target: 'b' }] },
      step: { endpoint: { name: 'Unused', direction: 'Receive', http_method: 'GET' } },
      bucket: [{ a: 1 }],
      gives: [{ b: 1 }],
    }),
  },
  'map: override source format': {
    says: 'read as the step says',
    proof: of('map', {
      config: { source_format: 'csv', rules: [{ sources: ['*.a'], target: '*.b' }], target_format: 'json' },
      bucket: [caseText('text/plain', 'a\r\n1\r\n')],
      gives: [[{ b: '1' }]],
    }),
  },
  'map: rule with functions': {
    says: 'one after the other',
    proof: shapeCaseOf('map', 'Functions run one after the other.'),
  },
  'map: rule without a source': {
    says: 'makes its own value',
    proof: shapeCaseOf('map', 'A rule without a source makes its own value.'),
  },
  'map: wrap input and output': {
    says: 'four combinations',
    proof: shapeCaseOf('map', 'Wrapped for the rules and behind them.'),
  },
  'map: wrap input only': {
    says: 'the one element stands alone',
    proof: shapeCaseOf('map', 'Wrapped for the rules only: the one element stands alone.'),
  },
  'map: what is not mapped': {
    says: 'is not there',
    proof: shapeCaseOf('map', 'Only mapped targets are written, each at its path.'),
  },
  'map: two rules, one target': {
    says: 'the later one wins',
    proof: shapeCaseOf('map', 'Of two rules for one target, the later one wins, unless it has no value.'),
  },
  'map: a missing source': {
    says: 'nothing is written',
    proof: shapeCaseOf('map', 'A missing source writes nothing; with functions they get null.'),
    profile: 'map.missingSource',
  },
  'map: no rules': {
    says: 'the payload passes',
    proof: shapeCaseOf('map', 'Without rules the payload passes unchanged.'),
  },
  'map: wildcards': {
    says: 'pair from the left',
    proof: shapeCaseOf(
      'map',
      'Wildcards of source and target pair from the left; rules into one list fill the same elements.',
    ),
  },
  'map: a value for every element': {
    says: 'a rule without wildcards is repeated',
    proof: shapeCaseOf('map', 'A rule without wildcards is repeated for every element.'),
  },
  'map: all values into one target': {
    says: 'a list',
    proof: shapeCaseOf('map', 'All values of a list into one target.'),
  },
  'map: one element': { says: 'by its number', proof: shapeCaseOf('map', 'One element of a list.') },
  'map: inner levels': {
    says: 'are flattened',
    proof: shapeCaseOf('map', 'Inner levels that the target lacks are flattened.'),
  },
  'map: a target with more wildcards': {
    says: 'refused',
    proof: of('map', {
      config: { rules: [{ sources: ['a.*.b'], target: 'x.*.y.*.z' }] },
      bucket: [{ a: [{ b: 1 }] }],
      fails: 'run/bad-mapping',
    }),
    refused: 'nobody knows how many inner elements there should be',
    code: 'run/bad-mapping',
  },
  'map: automatic mapping': {
    says: 'is made by the editor',
    proof: shapeCaseOf('map', 'Each payload on its own.'),
    differs: 'an action of the editor leaves rules, which run; nothing here makes them for a flow',
  },
  'flow control: level': {
    says: 'a path, or * for the root',
    proof: shapeCaseOf('batch', 'What stands above the level is left behind.'),
  },
  'flow control: size': {
    says: 'at least 1',
    proof: of('batch', { config: { path: '*', size: 0 }, bucket: [[1]], fails: 'run/bad-settings' }),
  },
  'flow control: format': {
    says: 'found, or as the step says',
    proof: shapeCaseOf('batch', 'Text is read as the step says.'),
  },
  'flow control: do not wrap': {
    says: 'single records only',
    proof: shapeCaseOf('batch', 'Only single records go unwrapped.'),
  },
  'flow control: several payloads': {
    says: 'each by itself',
    proof: shapeCaseOf('batch', 'Each payload is batched on its own.'),
  },
  'split: level': {
    says: 'one payload with the whole element',
    proof: shapeCaseOf('split', 'One payload for each payload, with the whole element.'),
  },
  'split: wrapper key': {
    says: 'around the whole payload',
    proof: of('split', { config: { path: 'a', wrapper_key: 'W' }, bucket: [{ a: [1] }], gives: [{ W: [1] }] }),
  },
  'split: a level that is not there': {
    says: 'no payload, and a warning',
    proof: shapeCaseOf('split', 'A payload without the level is dropped, with a warning.'),
  },
  'route: all that match': {
    says: 'is the usual way',
    proof: shapeCaseOf(
      'route',
      'Each record goes down every leg whose conditions it meets; a leg without conditions takes all.',
    ),
  },
  'route: the first that matches': {
    says: 'in the order of the legs',
    proof: shapeCaseOf('route', 'Or down the first leg that takes it, in the order of the legs.'),
  },
  'route: conditions of a leg': {
    says: 'all, or one',
    proof: shapeCaseOf('route', 'Several conditions of a leg: all have to hold, or one, as the leg says.'),
  },
  'route: no conditions anywhere': {
    says: 'all data down all legs',
    proof: shapeCaseOf('route', 'No conditions anywhere: all data go down all legs.'),
  },
  'route: no leg takes a record': {
    says: 'it goes no further',
    proof: shapeCaseOf('route', 'Records that no leg takes go no further, and are reported.'),
    profile: 'route.unmatched',
  },
  'route: legs side by side': {
    says: 'one does not wait for another',
    proof: testOf('runtime/legs', 'ends a leg before the next one starts, and all of them before the step behind'),
    differs:
      'legs run one after the other, so that two runs of one flow do the same; none sees what another does to its payloads',
  },
  'route: a leg fails': {
    says: 'the others run, then the run fails',
    proof: shapeCaseOf('route', 'A leg that fails keeps no other from running; then the run fails.'),
  },
  'try/catch: partial success': {
    says: 'status 5',
    proof: testOf(
      'runtime/behaviour-vectors',
      'try/catch | 20 payloads, 4 fail | partial_success | 16 continue, 4 to catch, status 5',
    ),
  },
  'try/catch: other actions': {
    says: 'success, failure',
    proof: of('try-catch', { config: { action: 'success' }, bucket: [{ a: 1 }], gives: [{ a: 1 }] }),
  },
  'try/catch: the message': {
    says: '[[meta.error_message]]',
    proof: shapeCaseOf(
      'try-catch',
      'A payload that fails leaves the try leg alone, and goes to the catch leg with its message.',
    ),
  },
  'try/catch: a failure in the catch leg': {
    says: 'ends the run',
    proof: shapeCaseOf('try-catch', 'A failure in the catch leg ends the run.'),
  },
  'try/catch: an empty catch leg': { says: 'may be', proof: shapeCaseOf('try-catch', 'The catch leg may be empty.') },
  'branch: the legs': {
    says: 'one after the other, with the same payloads',
    proof: shapeCaseOf(
      'branch',
      'The legs run one after the other, each with all payloads; what they hand on follows in that order.',
    ),
  },
  'branch: six at most': {
    says: 'seven are refused',
    proof: shapeCaseOf('branch', 'Seven legs are more than the platform takes.'),
  },
  'branch: a leg fails': {
    says: 'later ones do not start',
    proof: shapeCaseOf('branch', 'A failure keeps later legs from starting.'),
  },
  'branch: nested': { says: 'may be', proof: shapeCaseOf('branch', 'A branch may stand in a leg of another.') },
  'branch: catch steps': {
    says: 'at the end of the flow',
    proof: testOf('runtime/legs', 'may have a try/catch in a leg, whose catch steps run at the end of the flow'),
  },
  'branch: flow variables and metadata': {
    says: 'the first are the run’s, the second are the leg’s',
    proof: shapeCaseOf('branch', 'A flow variable is the run’s: a later leg sees what an earlier one has set.'),
  },
  'track data: fields, entity, direction': {
    says: 'values are recorded, the payload passes',
    proof: shapeCaseOf('track', 'The payload passes unchanged; the values of the fields are recorded.'),
  },
  'track data: 255 characters': {
    says: 'of each value',
    proof: shapeCaseOf('track', 'The first 255 characters of a value.'),
  },
  'track data: success criteria': {
    says: 'not public',
    proof: shapeCaseOf('track', 'Of several records, each value; null and missing ones are left out.'),
    differs: 'nothing is known of them; every value is recorded',
  },
  'script: script and version': {
    says: 'any version, the latest without',
    proof: shapeCaseOf('script', 'The latest version, unless the step names one.'),
  },
  'script: one call for each payload': {
    says: 'text in, text out',
    proof: shapeCaseOf('script', 'The script gets the payload as text, once for each payload, and returns text.'),
  },
  'script: 120 seconds': { says: 'the limit of a call', proof: testOf('scripts/limits', 'leave room for long work') },
  'script: three more attempts': {
    says: 'after a failure',
    proof: shapeCaseOf('script', 'What a script throws fails the payload.'),
    differs: 'a script here has no network and a clock that stands: it would fail again, and is not repeated',
  },
  'script: C#, Go and Rust': {
    says: 'refused',
    proof: testOf(
      'scripts/interpreters',
      'are refused where no interpreter is named, or the one that is cannot be started',
    ),
    refused: 'nothing here compiles them',
    code: 'run/script-language',
  },
  'a shape that works for 30 minutes': {
    says: 'fails',
    proof: testOf(
      'runtime/shape-limit',
      'a shape that has worked for 30 minutes starts nothing more, and ends the run',
    ),
  },
  'a shape that fails': {
    says: 'three more attempts, for connectors two',
    proof: shapeCaseOf('connector', 'A failure that may pass is tried twice more.'),
    differs: 'only requests are repeated: what else fails here would fail in the same way again',
  },
  'assert: the payload': {
    says: 'equal by value, order of members aside',
    proof: shapeCaseOf(
      'assert',
      'The order of members says nothing; every payload has to be the one that is expected, and passes unchanged.',
    ),
  },
  'assert: a mismatch': {
    says: 'fails',
    proof: testOf('runtime/behaviour-vectors', 'assert | mismatch | step failure'),
    profile: 'assert.mismatch',
  },
  'notify: alert level': {
    says: 'success, info, warning, error',
    proof: of(
      'notify',
      ...(['success', 'info', 'warning', 'error'] as const).map((level) => ({
        config: { level, template: 'x' },
        bucket: [1],
        gives: [1],
        notifies: [`${level} log: x`],
      })),
    ),
  },
  'notify: channels and groups': {
    says: 'log, or e-mail to groups',
    proof: shapeCaseOf('notify', 'One message for each payload, which passes unchanged.'),
  },
  'notify: 100 characters': {
    says: 'of each value',
    proof: shapeCaseOf('notify', 'The first 100 characters of each value; the text between stays whole.'),
  },
  'callback: the first one answers': {
    says: 'with a list',
    proof: shapeCaseOf('callback', 'The first callback that is reached answers; payloads pass through others.'),
  },
  'callback: one payload': {
    says: 'is a list of one',
    proof: shapeCaseOf('callback', 'One payload is an array of one.'),
  },
  'callback: a failure in front of it': {
    says: 'status 500',
    proof: shapeCaseOf('callback', 'A failure in front of it is an answer with status 500.'),
  },
  'run process flow: flow': {
    says: 'has to be enabled',
    proof: shapeCaseOf('run-flow', 'A flow that is not enabled is refused.'),
  },
  'run process flow: version, variables, manual payload': {
    says: 'go along',
    proof: shapeCaseOf('run-flow', 'With start values of its variables, and a payload of its own.'),
  },
  'run process flow: one run for each payload': {
    says: 'with its metadata',
    proof: shapeCaseOf('run-flow', 'One run for each payload, with its metadata; the payload passes unchanged.'),
  },
  'run process flow: in a circle': {
    says: 'refused',
    proof: shapeCaseOf('run-flow', 'So is one that leads back to this one.'),
  },
  'set variables: metadata': {
    says: 'of each payload',
    proof: shapeCaseOf('set-variables', 'Each payload has metadata of its own.'),
  },
  'set variables: flow variables': {
    says: 'of the run; the last payload wins',
    proof: shapeCaseOf(
      'set-variables',
      'A flow variable holds for the rest of the run: of several payloads the last one sets it.',
    ),
  },
  'set variables: order': {
    says: 'flow variables first',
    proof: shapeCaseOf('set-variables', 'Flow variables first, then metadata.'),
  },
  'set variables: relative dates': {
    says: 'measured from the run',
    proof: shapeCaseOf('set-variables', 'A relative date is measured from the moment of the run.'),
  },
  'manual payload': {
    says: 'takes the place of what arrived; one payload',
    proof: of('manual-input', { config: { payload: '{"a":1}' }, bucket: [1, 2], gives: [{ a: 1 }] }),
  },
  'manual payload: variables': { says: 'filled', proof: shapeCaseOf('manual-input', 'Variables are filled.') },
};

/** Variables, lookups, de-dupe, caches: what is known of each. */
export const valueRows: Rows = {
  'variables: text around and between': {
    says: 'mixed freely',
    proof: { file: 'test/platform/catalogue.ts', named: 'Several in one text' },
  },
  'variables: all items of a list': {
    says: 'with commas',
    proof: { file: 'test/platform/catalogue.ts', named: '[[payload.*.path]], all items' },
  },
  'variables: the payload of any format': {
    says: 'its text',
    proof: of('set-variables', {
      config: { meta: [{ key: 'p', value: '[[payload]]' }] },
      bucket: [caseText('text/plain; charset=utf-8', 'a b')],
      gives: [caseText('text/plain; charset=utf-8', 'a b')],
      meta: { p: ['a b'] },
    }),
  },
  'variables: an object in text': {
    says: 'JSON',
    proof: of('set-variables', {
      config: { meta: [{ key: 'p', value: '<[[payload.a]]>' }] },
      bucket: [{ a: { b: 1 } }],
      gives: [{ a: { b: 1 } }],
      meta: { p: ['<{"b":1}>'] },
    }),
  },
  'variables: that lead nowhere': {
    says: 'empty, with a warning, or a failure',
    proof: testOf('runtime/refusals', 'names the variable that leads nowhere, where the profile says so'),
    profile: 'flow.unresolvedVariable',
  },
  'variables: filled once': {
    says: 'values are not filled again',
    proof: of('set-variables', {
      config: { meta: [{ key: 'p', value: '[[payload.a]]' }] },
      bucket: [{ a: '{{flow.variables.x}}' }],
      variables: { x: 'no' },
      gives: [{ a: '{{flow.variables.x}}' }],
      meta: { p: ['{{flow.variables.x}}'] },
    }),
  },
  'variables: white space in the brackets': {
    says: 'means nothing',
    proof: of('set-variables', {
      config: { meta: [{ key: 'p', value: '[[ payload.a ]]' }] },
      bucket: [{ a: 1 }],
      gives: [{ a: 1 }],
      meta: { p: ['1'] },
    }),
  },
  'variables: an unknown root': {
    says: 'stays as it is, with a warning',
    proof: of('set-variables', {
      config: { meta: [{ key: 'p', value: '[[foo.x]]' }] },
      bucket: [1],
      gives: [1],
      meta: { p: ['[[foo.x]]'] },
      warns: [
        '"[[foo.x]]" in step "Step" is no variable: variables are [[payload.path]], [[meta.key]], {{flow.variables.name}} and {{environment.variables.name}}. It is used as it stands.',
      ],
    }),
  },
  'metadata: 10,240 bytes': {
    says: 'in all',
    proof: shapeCaseOf('set-variables', 'The metadata of a payload may have 10,240 bytes.'),
  },
  'lookup: direction': {
    says: 'to the right or to the left',
    proof: {
      transform: 'lookup',
      cases: [
        {
          arguments: { lookup: 'c', direction: 'right_to_left' },
          lookups: [{ name: 'c', rows: [{ left_value: 'a', right_value: 'b' }] }],
          gives: [['b', 'a']],
        },
      ],
    },
  },
  'lookup: match type': {
    says: 'exact, without case, parts, patterns',
    proof: {
      transform: 'lookup',
      cases: (['exact_ci', 'starts_with', 'ends_with', 'contains'] as const).map((match, at) => ({
        arguments: { lookup: 'c', match_type: match },
        lookups: [{ name: 'c', rows: [{ left_value: 'ab', right_value: 'x' }] }],
        gives: [[['AB', 'abc', 'cab', 'cabc'][at], 'x'] as const],
      })),
    },
  },
  'lookup: output type': {
    says: 'the type of the result',
    proof: {
      transform: 'lookup',
      cases: [
        {
          arguments: { lookup: 'c', output_type: 'integer' },
          lookups: [{ name: 'c', rows: [{ left_value: 'a', right_value: '5' }] }],
          gives: [['a', 5]],
        },
      ],
    },
  },
  'lookup: no row': {
    says: 'null, with a warning, or as the rule says',
    proof: caseOf('transforms/lookup', 'Without a row the profile decides: null by default, with a warning.'),
    profile: 'map.lookupNoMatch',
  },
  'lookup: several rows': {
    says: 'the first one',
    proof: caseOf('transforms/lookup', 'The first row that matches wins.'),
  },
  'lookup: a list': {
    says: 'element by element',
    proof: {
      transform: 'lookup',
      cases: [
        {
          arguments: { lookup: 'c' },
          lookups: [{ name: 'c', rows: [{ left_value: 'a', right_value: 'b' }] }],
          gives: [
            [
              ['a', 'a'],
              ['b', 'b'],
            ],
          ],
        },
      ],
    },
  },
  'de-dupe: filter': {
    says: 'known ones go',
    proof: testOf('platform/stores', 'behaviour filter: known records go, none is recorded'),
  },
  'de-dupe: track': {
    says: 'recorded, none goes',
    proof: testOf('platform/stores', 'behaviour track: records are recorded, none goes'),
  },
  'de-dupe: filter & track': { says: 'both', proof: testOf('platform/stores', 'behaviour filter & track') },
  'de-dupe: key': { says: 'a path', proof: testOf('platform/stores', 'key: a path') },
  'de-dupe: entity type': {
    says: 'keys of one know nothing of another',
    proof: shapeCaseOf('dedupe', 'Keys of one entity type know nothing of another.'),
  },
  'de-dupe: 90 days': { says: 'from when it was added', proof: testOf('platform/stores', 'keys live 90 days') },
  'de-dupe: duplicates in one payload': {
    says: 'the first one stays',
    proof: testOf('platform/stores', 'duplicates within one payload: the first one stays'),
    profile: 'dedupe.withinPayload',
  },
  'de-dupe: no key': {
    says: 'the record stays, with a warning',
    proof: testOf('platform/stores', 'missing key: the record stays, with a warning'),
    profile: 'dedupe.missingKey',
  },
  'de-dupe: comparison': {
    says: 'text, whole, case-sensitive',
    proof: shapeCaseOf('dedupe', 'Keys are compared as text, whole and case-sensitive.'),
  },
  'de-dupe: several fields': { says: 'one key of all', proof: shapeCaseOf('dedupe', 'A key of several fields.') },
  'de-dupe: formats': {
    says: 'JSON; XML and CSV with a warning',
    proof: shapeCaseOf(
      'dedupe',
      'XML and CSV are de-duped as well, with a warning: the platform documents JSON, and XML on a newer page.',
    ),
  },
  'de-dupe: import and export': {
    says: 'CSV with value and entity_type_id',
    proof: testOf('workspace/pools', 'are exported as the platform imports them'),
  },
  'cache: flow run, flow, company': {
    says: 'who sees it',
    proof: testOf('platform/stores', 'type flow run: gone with the run'),
  },
  'cache: key': { says: 'with variables', proof: testOf('platform/stores', 'cache key: with variables') },
  'cache: overwrite': {
    says: 'the last payload survives',
    proof: testOf('platform/stores', 'save all pages off, append off: the last payload survives'),
  },
  'cache: save all pages': {
    says: 'a key for each',
    proof: testOf(
      'platform/stores',
      'save all pages on, append off: a key for each page, which the next run overwrites',
    ),
  },
  'cache: append': { says: 'to one key', proof: testOf('platform/stores', 'save all pages off, append on: one key') },
  'cache: append and save all pages': {
    says: 'page by page',
    proof: testOf('platform/stores', 'save all pages on, append on: later runs append to the page that matches'),
  },
  'cache: append what is no JSON': {
    says: 'refused',
    proof: shapeCaseOf('cache', 'But only JSON can be appended to.'),
  },
  'cache: 50 MB': { says: 'the most of one', proof: shapeCaseOf('cache', 'One cache may hold 50 MB.') },
  'cache: expiry': {
    says: 'number and unit, else seven days',
    proof: testOf('platform/stores', 'expiry: number and unit'),
    profile: 'cache.retention',
  },
  'cache: load': {
    says: 'takes the place of the payload',
    proof: shapeCaseOf('cache', 'Loaded: what is cached replaces the payload, and its metadata stays.'),
  },
  'cache: load, several keys': {
    says: 'one payload for each',
    proof: testOf('platform/stores', 'multi-pick: one payload for each key, in order'),
  },
  'cache: load, a miss': {
    says: 'an empty payload with a warning, or a failure',
    proof: testOf('platform/stores', 'fail on cache miss: on'),
    profile: 'cache.miss',
  },
  'cache: load all pages': {
    says: 'what was saved with save all pages',
    proof: testOf('platform/stores', 'load all pages: what was saved with save all pages'),
  },
  'cache lookup: no key': {
    says: 'what the function before gave',
    proof: caseOf(
      'transforms/cache-lookup',
      'Without a key the value before is the key; of a list each element is one.',
    ),
  },
  'cache lookup: default': {
    says: 'where nothing is found',
    proof: caseOf('transforms/cache-lookup', 'What is not there is the default; null that is there is null.'),
  },
};
