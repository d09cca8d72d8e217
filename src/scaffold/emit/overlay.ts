import type { ConnectorEndpoint, ConnectorModel } from '../connector-model.ts';
import { oneLine } from './one-line.ts';

/** Questions that are written down. A report has them all. */
const mostQuestions = 50;

/**
 * The overlay as its user finds it: empty, with what was not sure as questions, ready to be uncommented, or one endpoint of
 * this very API as the example.
 */
export function emitOverlay({ endpoints }: ConnectorModel): string {
  const unsure = endpoints.filter(
    ({ pagination, openPages }) =>
      openPages !== undefined || (pagination !== undefined && pagination.confidence !== 'high'),
  );
  const lines = [
    '# Corrections to what was detected. This file is yours: it is never overwritten, and it wins over detection.',
    '# Detected values and what they rest on are in scaffold.report.json; the fields are explained by',
    '# "repatch schema overlay".',
    'format: repatch-overlay',
    'formatVersion: 1',
    'endpoints: {}',
    ...(unsure.length === 0 ? exampleOf(endpoints) : questionsOf(unsure)),
  ];
  return `${lines.join('\n')}\n`;
}

function exampleOf(endpoints: readonly ConnectorEndpoint[]): readonly string[] {
  const example = endpoints.find(({ pagination }) => pagination !== undefined) ?? endpoints[0];
  return [
    '# endpoints:',
    `#   ${JSON.stringify(example?.key ?? 'GET /orders')}:`,
    `#     entityType: ${JSON.stringify(example?.entityType ?? 'orders')}`,
    '#     pagination: { method: Link Header }',
  ];
}

/** One block of YAML in comments: taking the first "# " off all of its lines gives answers that say yes. */
function questionsOf(unsure: readonly ConnectorEndpoint[]): readonly string[] {
  const rest = unsure.length - mostQuestions;
  return [
    '# Not sure how these lists go on. Uncomment the block and keep what is right; "pagination: null" says that an answer is',
    '# the whole list. Until then the first guess is used, and a flow may read a part of the records.',
    '# endpoints:',
    ...unsure
      .slice(0, mostQuestions)
      .flatMap(({ key, pagination, openPages, dataPath }) => [
        `#   ${JSON.stringify(key)}:`,
        ...(pagination?.evidence ?? openPages ?? []).map((text) => `#     # ${oneLine(text, 200)}`),
        ...(dataPath === undefined
          ? ['#     # dataPath: data # The description does not show where the records are.']
          : []),
        `#     pagination: ${JSON.stringify(pagination?.value ?? null)}`,
      ]),
    ...(rest > 0 ? [`# ${rest} more are in scaffold.report.json.`] : []),
  ];
}
