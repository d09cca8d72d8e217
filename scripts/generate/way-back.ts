import { table } from '../../src/convert/markdown.ts';

/** What a flow may have, and what it is in a service. */
const constructs = [
  [
    'one schedule, or one webhook, or neither',
    'trigger; without a pull and a webhook: inbound API',
    'several triggers are refused',
  ],
  [
    'connector shape that pulls, with an instance',
    'source: connector, entity, page size',
    'endpoint, time-out and retries are the business of the system',
  ],
  [
    'filters of the pull, filter shapes in front of the map',
    'filter rows',
    'only rules joined by AND that keep what matches and compare with fixed values or with a time before now',
  ],
  [
    'de-dupe: "filter_and_track", or "filter" in front and "track" behind the push on one pool',
    'ledger, and what it knows a record by',
    'a key is an id, an id with a modified field, or all fields that are mapped',
  ],
  [
    'flow control of size 1',
    'nothing: services push record by record',
    'without one, the change from pages to single records is a warning',
  ],
  ['one map with one source per rule', 'mapping rows, constants, policies', 'a rule of several sources is refused'],
  [
    'transform functions, "lookup" from left to right',
    'functions of the same names, lookup tables',
    'texts with variables are refused',
  ],
  ['connector shape that pushes', 'destination', 'a second one is refused'],
  ['track data', 'reference field of the sync report', ''],
  [
    'try/catch with "partial_success", whose Catch leg holds notify shapes',
    'alerts: groups, active or not',
    'any other step in the Catch leg is refused',
  ],
  ['notification groups', 'alerts', 'for each record instead of each run'],
  ['enabled and deployed', 'active', ''],
  [
    'every other shape',
    '',
    'refused: route, branch, split, assert, script, cache, variables, manual payload, run flow, callback',
  ],
] as const;

/** The part of docs/conversion.md about flows that become services. */
export const wayBackSection = `
## The way back

\`repatch convert FLOW… --to service --out FILE.services.yaml\` makes services of flows, as far as a service can say what they do:
to see whether a flow could have been one, to go back, and as a test of the way there.

\`\`\`sh
repatch convert fixtures/estate-acme/acme.services.yaml --out build/acme-flows --accept-recommended "*"
repatch convert build/acme-flows --to service --out build/acme-back.services.yaml
repatch convert fixtures/back/by-hand --to service --out build/by-hand.services.yaml
\`\`\`

The first line makes flows, and beside them \`residue.json\`. The second gives back the bundle that they came from. The third
makes a service of a flow that somebody wrote by hand.

${table(['of the flow', 'becomes in the service', 'limits'], constructs)}

A flow that does more is refused, each reason with its code (\`back/*\`), its place in the file, the value found and what to do; the
other flows come back all the same. Exit code 1 says that a flow was refused.

**What comes back.** The same bundle: every value of every service of which a flow was made, and everything around the services, rows
and lists in their order, keys that no format knows included. Not kept are comments and layout of the YAML
file, and the order of keys inside an object: they come in the order of the format. Credentials that held a value instead of the name of a secret are left out. A service of which no flow was made, for one
with a payload script, is listed as missing.

**The residue.** Flows cannot hold ids of connectors, names of fields where they differ from paths, presets of schedules, red stars,
notes and their authors, or what a service left open and a decision answered. The conversion reads each flow back and writes the
difference to its service into \`residue.json\`: what the flow says (\`read\`), and what the service said (\`value\`). On the way back a
difference holds only where the flow still says what it said then. A flow that was changed by hand wins, row by row: new rules become
new rows, deleted ones go, and where the residue said something else there is a warning (\`back/flow-wins\`). So there is where
a step was changed, moved or left out in a way that no service can say (\`back/changed-step\`). Services are found by their id, which stands under
\`x-repatch\` and in the description, so that a flow that has been on the platform comes back as well. Without a residue the flow speaks for itself:
ids are names, environments are taken to be live, and the bundle lists these assumptions.

Beside each rule \`src/convert/rules/X-to-Y.ts\` there is a reader in \`src/convert/back\` that names the rules it is the inverse of.
`;
