import type { DiagnosticEntry } from '../entry.ts';

export const serviceCodes = {
  'service/duplicate-id': {
    severity: 'error',
    title: 'Id given twice',
    means: 'Two entries of one list have the same id.',
    why: 'References by id could mean either.',
    fix: 'Give one of the two another id.',
  },
  'service/unresolved-reference': {
    severity: 'error',
    title: 'Reference that leads nowhere',
    means: 'An id refers to an entry that the bundle does not have.',
    why: 'The service cannot be read without it.',
    fix: 'Correct the id, or add the entry.',
  },
  'service/secret-in-bundle': {
    severity: 'error',
    title: 'Secret in a bundle',
    means: 'A credential is written into the bundle instead of being referred to by name.',
    why: 'Bundles are kept in git and shared; the secret counts as leaked.',
    fix: 'Write { "secret": "NAME" } instead, keep the value outside the repository, and change it at the third party.',
  },
  'service/bad-cron': {
    severity: 'error',
    title: 'Bad cron expression',
    means: 'The schedule of a service is not a cron expression of five fields.',
    why: 'Process flows take five fields only.',
    fix: 'Write minute, hour, day of month, month and day of week, for example "*/15 * * * *".',
  },
  'service/missing-modified-field': {
    severity: 'error',
    title: 'No modified field',
    means: 'A service identifies its records by id and modified field, and does not name that field.',
    why: 'Guessing it would repeat or lose updates.',
    fix: 'Add "modifiedField" to "dedupe", or choose another identity.',
  },
  'service/filters-on-inbound': {
    severity: 'error',
    title: 'Filters on an inbound source',
    means: 'A service that is fed through the inbound API has filters.',
    why: 'The platform has no filters there, so the rows would do nothing.',
    fix: 'Remove the filters.',
  },
} as const satisfies Record<`service/${string}`, DiagnosticEntry>;
