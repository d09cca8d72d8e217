import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnosticTable, type DiagnosticCode } from '../../src/diagnostics/table.ts';

/** One condition of the checklists, and the codes that report it; or why files cannot show it. */
type Row = readonly [condition: string, codes: readonly DiagnosticCode[], note?: string];

const lists: Readonly<Record<string, readonly Row[]>> = {
  'Process flows': [
    ['more than one try/catch', ['lint/no-second-try-catch']],
    ['branch with more than six legs', ['lint/no-seventh-leg']],
    ['cron expression without five fields or out of range', ['lint/no-bad-cron']],
    ['*/n minutes where n does not divide 60', ['lint/no-uneven-interval']],
    ['connector retries outside of 0 to 2', ['lint/wrong-value']],
    ['callback trigger without a callback step, or the reverse', ['lint/no-lone-callback']],
    ['has_callback_step disagrees with the steps', ['lint/no-false-callback-note']],
    ['priority outside of 1 to 5, or two priorities', ['lint/no-bad-priority', 'lint/no-two-priorities']],
    [
      'unbalanced or wrong brackets of variables',
      ['lint/no-wrong-brackets', 'lint/no-broken-variable', 'lint/no-unknown-variable'],
    ],
    ['flow variable that is not defined', ['lint/no-undefined-variable', 'lint/no-unused-variable']],
    [
      'metadata over 10,240 bytes, filter value over 1,024, tracked value over 255 characters',
      ['lint/no-oversized-value'],
      'Tracked values are known in runs only.',
    ],
    ['append with a format other than JSON', ['lint/no-append-of-text']],
    ['static cache key for several payloads', ['lint/no-overwritten-cache']],
    ['pages saved one way and loaded another', ['lint/no-half-pages']],
    ['flows that call each other in a circle', ['lint/no-circular-call']],
    ['called flow that is disabled', ['lint/no-disabled-call', 'lint/unknown-flow']],
    ['first match with an early leg without conditions', ['lint/no-unreachable-leg']],
    [
      'unique step names, first steps that exist, no orphans',
      ['lint/no-duplicate-step-name', 'lint/no-dangling-step', 'lint/no-dead-step'],
    ],
    ['several flows write one pool or append to one cache', ['lint/no-shared-store']],
    ['response script in front of a schema', ['lint/no-script-before-schema']],
    ['batch size under 1; unwrapping with size over 1', ['lint/wrong-value', 'lint/no-idle-unwrap']],
    [
      'bucket over 500 MB, start body over 8 MB',
      ['lint/no-oversized-payload'],
      'Only what stands in the file has a size before a run.',
    ],
    ['map without rules', ['lint/no-empty-map']],
    ['deployed version that is edited', ['lint/no-edited-deployment']],
  ],
  'Transforms and operators': [
    [
      'unknown transform, operator or language',
      ['lint/no-unknown-transform', 'lint/no-unknown-operator', 'lint/no-unknown-language'],
    ],
    ['function without a source that is not first', ['lint/no-late-generator']],
    ['rule without source and generator', ['lint/no-rule-without-source']],
    ['wrong kind of brackets', ['lint/no-wrong-brackets']],
    ['unbalanced brackets', ['lint/no-broken-variable']],
    ['filter value over 1,024 characters', ['lint/no-oversized-value']],
    ['append to a cache of what is not JSON', ['lint/no-append-of-text']],
    ['de-dupe of CSV', ['lint/no-dedupe-of-text'], 'XML is allowed by the newer page, and by the shape here.'],
    [
      'CSV of a lookup or pool with other columns or over 5 MB',
      [],
      'It cannot be checked in documents, because tables are no documents: `repatch pools import` refuses them.',
    ],
    ['date format with tokens of another library', ['lint/no-moment-format']],
    ['cast to boolean with overlapping lists', ['lint/no-overlapping-booleans']],
    ['more wildcards in the target than in the source', ['lint/no-uneven-wildcards']],
    ['cache lookup with a blank key as first function', ['lint/no-blank-cache-key']],
    ['two flows write one pool or cache', ['lint/no-shared-store']],
  ],
  Connectors: [
    ['no authentication method or endpoint', ['lint/no-empty-connector']],
    ['token without a variable; variable without a token', ['lint/no-undeclared-token', 'lint/no-unused-token']],
    ['connector variable that no method asks for', ['lint/no-unasked-variable']],
    ['body on GET; sending with GET', ['lint/no-body-on-get']],
    [
      'options of a pagination missing; GraphQL cursor outside of JSON; pages without an end',
      ['lint/missing-field', 'lint/no-cursor-on-text', 'lint/no-endless-pages'],
    ],
    ['pagination of what sends', ['lint/no-paged-send']],
    ['regular expression as a path without root', ['lint/no-pattern-without-root']],
    ['SQL with raw tokens', [], 'It cannot be checked, because definitions hold no SQL.'],
    ['pagination of another protocol', ['lint/no-paged-file', 'lint/wrong-value']],
    ['unit of a rate limit', ['lint/wrong-value']],
    ['secret as a default', ['lint/literal-secret']],
    ['values of an instance that are unknown or missing', ['lint/unknown-value', 'lint/missing-value']],
    ['method of an instance that the endpoint does not take', ['lint/no-unknown-method', 'lint/no-refused-method']],
    ['login over http://', ['lint/no-plain-login']],
    ['metadata in a login', ['lint/no-payload-in-login']],
    ['deprecated endpoint in use', ['lint/no-deprecated-endpoint']],
  ],
  Services: [
    ['SVC001 schedule without a time zone', ['service/no-schedule-zone']],
    ['SVC002 cron with six or seven fields', ['service/bad-cron']],
    ['SVC003 */n that does not divide its unit', ['service/uneven-interval']],
    ['SVC004 window shorter than the interval', ['service/window-gap']],
    ['SVC005 window longer than the interval without identity', ['service/window-repeats']],
    ['SVC006 window beyond the data pool', ['service/window-beyond-pool']],
    ['SVC007 no time filter on a schedule', ['service/no-time-filter']],
    ['SVC008 connectors of two environments', ['service/mixed-environments']],
    ['SVC009 two connectors of one system', ['service/duplicate-connector']],
    ['SVC010 filters on an inbound source', ['service/filters-on-inbound']],
    ['SVC011 unknown operator', ['convert/unknown-operator'], 'A decision: asked by `convert`.'],
    ['SVC012 path that crosses a list', ['convert/crosses-list'], 'A decision: asked by `convert`.'],
    ['SVC013 no destination, or one twice', ['lint/missing-field', 'service/duplicate-destination']],
    ['SVC014 required row without a value', ['service/empty-required-row']],
    ['SVC015 function without counterpart', ['convert/unknown-function'], 'A decision: asked by `convert`.'],
    ['SVC016 ambiguous lookup', ['service/ambiguous-lookup']],
    ['SVC017 date without a format', ['service/unformatted-date']],
    ['SVC018 secret in a bundle', ['service/secret-in-bundle', 'lint/literal-secret']],
    ['SVC019 caller contract changes', ['convert/caller-contract'], 'A decision: asked by `convert`.'],
    [
      'SVC020 sweeper without partner, or at the same time',
      ['service/sweeper-without-partner', 'service/sweeper-overlap'],
    ],
    ['SVC021 loop', ['service/loop']],
    ['SVC022 no mappings', ['service/no-mappings']],
    ['SVC023 alerts without a group', ['service/alerts-without-group']],
    ['SVC024 endpoint that nobody can name', ['convert/unresolved-endpoint', 'lint/undecided-endpoint']],
    ['SVC025 payload script of unknown position', ['service/script-position']],
    ['SVC026 service and flow both active', ['lint/no-double-work']],
    ['SVC027 script language', ['service/script-language']],
    ['SVC028 attempts', ['service/attempts']],
  ],
};

/** `docs/rules.md`: every condition of the four checklists with the code, the file and the example that show it. */
export function ruleReference(root: string): ReadonlyMap<string, string> {
  const rows = Object.values(lists).flat();
  const checked = rows.filter(([, codes]) => codes.some((code) => !code.startsWith('convert/'))).length;
  const asked = rows.filter(([, codes]) => codes.length > 0).length - checked;
  const text = [
    '# Rules',
    '',
    'Generated by scripts/generate/rules.ts. Do not edit.',
    '',
    `What can go wrong in documents, list by list: ${checked} of ${rows.length} conditions are checked by \`repatch validate\`, ${asked} are asked or reported by \`repatch convert\`, and the rest says why not.`,
    'A code leads to what it means and how to mend it; the file has the rule, and the example shows it.',
    ...Object.entries(lists).flatMap(([list, conditions]) => [
      '',
      `## ${list}`,
      '',
      '| | condition | code | rule | example |',
      '| --- | --- | --- | --- | --- |',
      ...conditions.map((row, index) => printRow(root, row, index + 1)),
    ]),
    '',
  ];
  return new Map([['docs/rules.md', text.join('\n')]]);
}

function printRow(root: string, [condition, codes, note]: Row, number: number): string {
  if (codes.length === 0) return `| ${number} | ${condition} | ${note ?? ''} | | |`;
  const links = codes.map((code) => `[${code}](diagnostics/${code}.md) (${diagnosticTable[code].severity})`);
  const files = codes.map((code) => ruleOf(root, code));
  const examples = codes.map((code) => exampleOf(root, code));
  return `| ${number} | ${condition} | ${[...links, ...(note === undefined ? [] : [note])].join('; ')} | ${files.join('; ')} | ${examples.join('; ')} |`;
}

function ruleOf(root: string, code: string): string {
  const name = code.split('/')[1] ?? '';
  const own = globSync(`src/lint/{rules,connector-rules,workspace-rules,bundle-rules}/${name}.ts`, { cwd: root });
  const shared: Readonly<Record<string, string>> = {
    'lint/no-uneven-interval': 'src/lint/rules/no-bad-cron.ts',
    'lint/wrong-value': 'src/lint/check-schema.ts',
    'lint/missing-field': 'src/lint/check-schema.ts',
    'lint/literal-secret': 'src/lint/check-secrets.ts',
  };
  const [file = shared[code] ?? (code.startsWith('convert/') ? 'src/convert/rules' : undefined)] = own;
  if (file === undefined || !existsSync(join(root, file))) throw new Error(`No file has the rule of ${code}.`);
  return `\`${file}\``;
}

function exampleOf(root: string, code: string): string {
  const name = code.split('/')[1] ?? '';
  const cases = globSync(`src/lint/{rules,connector-rules,workspace-rules}/${name}.cases.ts`, { cwd: root });
  const [file = cases[0]] = cases.length > 0 ? cases : shownIn(root, code);
  if (file === undefined) throw new Error(`Nothing shows ${code}.`);
  return `\`${file}\``;
}

/** Recorded output of a fixture, or else a test that names the code. */
function shownIn(root: string, code: string): readonly string[] {
  const files = [
    ...globSync('fixtures/**/*.out', { cwd: root }).toSorted(),
    ...globSync('test/{lint,convert,workspace}/**/*.test.ts', { cwd: root }).toSorted(),
    ...globSync('fixtures/convert/*/*.json', { cwd: root }).toSorted(),
    ...globSync('test/**/*.ts', { cwd: root }).toSorted(),
  ];
  const found = files.find((file) => readFileSync(join(root, file), 'utf8').includes(code));
  return found === undefined ? [] : [found];
}
