import type { ConnectorModel } from '../connector-model.ts';

/** The overlay as its user finds it: empty, with one endpoint of this very API as the example to uncomment. */
export function emitOverlay({ endpoints }: ConnectorModel): string {
  const example = endpoints.find(({ pagination }) => pagination !== undefined) ?? endpoints[0];
  const lines = [
    '# Corrections to what was detected. This file is yours: it is never overwritten, and it wins over detection.',
    '# Detected values and what they rest on are in scaffold.report.json; the fields are explained by',
    '# "repatch schema overlay".',
    'format: repatch-overlay',
    'formatVersion: 1',
    'endpoints: {}',
    '# endpoints:',
    `#   ${JSON.stringify(example?.key ?? 'GET /orders')}:`,
    `#     entityType: ${JSON.stringify(example?.entityType ?? 'orders')}`,
    '#     pagination: { method: Link Header }',
  ];
  return `${lines.join('\n')}\n`;
}
