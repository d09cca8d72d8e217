import { code, table } from '../../src/convert/markdown.ts';

/** The part of docs/conversion.md on answers that change what a flow does, and on what it will cost. */
export const answersSection = `
## Answers with a blank

Options such as \`field:<path>\` are completed by whoever answers: \`--answer 1001/key-field=field:order.number\`, the same text behind
\`answer:\` in decisions.yaml, or what the terminal asks for. A \`*\` in the id answers for many services: \`--answer
"*/dedupe-state=cut-over-date:2026-03-01T06:00:00Z"\`.

## What a record is known by, and what is known at first

${table(
  ['decision', 'answer', 'the flow', 'to do'],
  [
    [
      code('key-field'),
      code('field:<path>'),
      'looks for its records by this field. Recommended is "id" where something shows that records have it, else nothing: without it "id" stands in, and the question stays open.',
      '',
    ],
    [
      code('dedupe-state'),
      code('cut-over-date:<date>'),
      'has the filter "Since cut-over", which leaves out records from before the date. A date without a zone is UTC. Records without a date are pushed. Which date counts is the decision `cut-over-field`; one that changes with the record lets an old record through that changes later.',
      'Delete the step when older records are not pulled any more; the report says when that is.',
    ],
    [
      '',
      code('seed:<file>'),
      'is as without an answer. Beside it there are files for the pool, below 5 MB each.',
      'Import them into the pool before the first run.',
    ],
    ['', code('empty'), 'pushes once more what it pulls at first. The report says what that is.', ''],
  ],
)}

The list for \`seed\` is a CSV file with a line of names, or JSON: a list of texts or objects, or an object with one list in it. Names of files are
relative to the bundle. A row has the fields of the key under their names or paths, or the whole key under \`value\`, \`key\` or \`identity\`;
a list with a single column needs no name. Where rows have a \`status\`, only \`OK\` and \`Sent\` count; where they have a \`service\`, only those of the
service. Services offer no such list: make it from the destination, from the source, or from the sync reports of the last 15 days. The files are
CSV with \`value,entity_type_id\` and go to the folder \`pools\`.

## The simple flow

Behind a push the payload is what the destination has answered, or what was sent: that is not public. Most flows therefore keep the record in a
cache and its key in the metadata, which holds in both cases. Where the fields that say which record it is are mapped unchanged (id,
further fields of the key, and reference), the decision \`flow-form\` offers the simple flow: pull, filter, new records, single records, and in one
try/catch map, push, remember, track. [Why it is not the recommended answer](decisions/simple-flow.md). Whoever has seen in a run log that a
push hands on what it has sent says so once in \`repatch.config.yaml\`: with \`connector.sendOutput: original\` in the profile it is recommended for all
services.

## What it will cost

The report says what a flow spends on 1,000 records. With \`--volumes FILE\` it forecasts the operations of a month of 30 days for each service and for all
of them, beside what the tiers include.

\`\`\`yaml
format: repatch-volumes
formatVersion: 1
services:
  "1001": { records: 12000, pulled: 15000, failures: 20 }
  "1002": { records: 300, runs: 60 }
\`\`\`

${table(
  ['of a service', 'means', 'without it'],
  [
    [code('records'), 'records that are pushed in a month', 'required'],
    [code('pulled'), 'records that are pulled, also those that filters and pool leave out', 'as many as are pushed'],
    [code('runs'), 'runs', 'as the schedule says; of a flow that is called, one for each record'],
    [code('failures'), 'records that fail, and so pass the Catch leg', 'none'],
  ],
)}

What counts as an operation is not public. The toolkit takes one for each payload that a step takes and for each page that is pulled; a run that finds
nothing pulls one page. Retries come on top.
`;
