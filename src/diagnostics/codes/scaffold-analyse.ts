import type { DiagnosticEntry } from '../entry.ts';

/** What is found when a description becomes a connector. */
export const scaffoldAnalyseCodes = {
  'scaffold/overlay-unknown-endpoint': {
    severity: 'warning',
    title: 'Correction of an unknown endpoint',
    means: 'The overlay corrects an endpoint that the description does not have.',
    why: 'The correction has no effect. The path may have changed with a new version of the API.',
    fix: 'Write the endpoint as METHOD and path, as the description does, or remove the entry.',
    example: 'endpoints: { "GET /ordres": { entityType: orders } }',
  },
  'scaffold/overlay-unknown-auth-method': {
    severity: 'warning',
    title: 'Correction with an unknown authentication method',
    means: 'The overlay lets an endpoint accept a method that the API does not have.',
    why: 'No instance could use the endpoint with it.',
    fix: 'Use one of the names that the help lists.',
  },
  'scaffold/overlay-duplicate-name': {
    severity: 'error',
    title: 'One name for two endpoints',
    means: 'The overlay gives an endpoint a name, or a method a name in its group, that another one has.',
    why: 'Flows and callers could not tell the two apart.',
    fix: 'Give one of the two another name.',
    example: 'endpoints: { "GET /orders": { name: "Create order" } }',
  },
  'scaffold/unknown-format': {
    severity: 'error',
    title: 'Unknown kind of description',
    means: 'The file is neither an OpenAPI description (2.0, 3.0, 3.1) nor a Postman collection (2.0, 2.1).',
    why: 'There is nothing to make a connector of.',
    fix: 'Give the description itself, not a page that shows it.',
    example: '{ "openrpc": "1.2.6" }',
  },
  'scaffold/nothing-selected': {
    severity: 'error',
    title: 'No operation selected',
    means: 'No operation of the description has the tags, paths or ids asked for.',
    why: 'An empty connector would pass unnoticed.',
    fix: 'Compare --tag, --path and --operation with the description; the help lists the tags.',
    example: 'repatch scaffold shop.yaml --tag ordres',
  },
  'scaffold/foreign-folder': {
    severity: 'error',
    title: 'Folder with other files',
    means: 'The output folder has files that an earlier scaffold did not write.',
    why: 'They might be overwritten.',
    fix: 'Choose an empty folder, or give --force.',
  },
  'scaffold/stale': {
    severity: 'error',
    title: 'Connector is stale',
    means: '`--check` found files that differ from what would be generated now.',
    why: 'The description, the overlay or the toolkit changed after the connector was generated, or a generated file was edited.',
    fix: 'Run repatch scaffold with --update.',
  },
  'scaffold/edited-file': {
    severity: 'error',
    title: 'Generated file was edited',
    means: 'A generated file no longer has the digest that it was written with.',
    why: 'Writing it again would undo the edit.',
    fix: 'Move the edit to the overlay or to a file of your own, or give --force to overwrite it.',
  },
} as const satisfies Record<`scaffold/${string}`, DiagnosticEntry>;
