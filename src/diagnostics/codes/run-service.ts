import type { DiagnosticEntry } from '../entry.ts';

/** What a legacy service can run into besides the third parties. */
export const runServiceCodes = {
  'run/unknown-service': {
    severity: 'error',
    title: 'Unknown service',
    means: 'The bundle has no service with the id that was asked for.',
    why: 'There is nothing to run.',
    fix: 'Use one of the ids that the help lists.',
  },
  'run/endpoint-undecided': {
    severity: 'error',
    title: 'Endpoint not decided',
    means: 'A service names a system and an entity only; no endpoint of the connector fits them, or several do.',
    why: 'Services hid the endpoint, and a wrong one could create what should be updated.',
    fix: 'Give the endpoint an "entityType", or choose one with --source-endpoint or --destination-endpoint.',
  },
} as const satisfies Record<`run/${string}`, DiagnosticEntry>;
