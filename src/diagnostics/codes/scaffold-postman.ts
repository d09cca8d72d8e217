import type { DiagnosticEntry } from '../entry.ts';

/** What the reader of Postman collections finds. */
export const scaffoldPostmanCodes = {
  'scaffold/not-a-collection': {
    severity: 'error',
    title: 'Not a Postman collection',
    means: 'The file has no "info" and "item" as collections of version 2.0 and 2.1 do.',
    why: 'There is nothing to make a connector of.',
    fix: 'Export the collection from Postman as Collection v2.1. Version 1 cannot be read.',
    example: '{ "name": "Shop", "requests": [] }',
  },
  'scaffold/malformed-collection': {
    severity: 'warning',
    title: 'Part of a collection left out',
    means: 'A member of the collection is of another type than Postman writes.',
    why: 'The rest is read; what this member would have said is missing.',
    fix: 'Export the collection from Postman again, as Collection v2.1.',
    example: '{ "info": { "name": "Shop" }, "item": [7] }',
  },
  'scaffold/unreadable-request': {
    severity: 'error',
    title: 'Request left out',
    means: 'A request of the collection has no URL, or a method that does not exist.',
    why: 'It would be missing in the connector, so the command fails.',
    fix: 'Correct it in Postman, or give --allow-partial to go on without it.',
    example: '{ "name": "Orders", "request": { "method": "GET" } }',
  },
  'scaffold/unreadable-example': {
    severity: 'warning',
    title: 'Example that cannot be read',
    means: 'A body or a saved answer is called JSON, but is none, even with variables and comments allowed for.',
    why: 'No schema can be sampled from it; the type stays unknown.',
    fix: 'Correct the text in Postman.',
    example: '{ "mode": "raw", "raw": "{ \\"id\\": " }',
  },
  'scaffold/script-not-run': {
    severity: 'info',
    title: 'Scripts are not run',
    means: 'The collection has pre-request or test scripts.',
    why: 'They are code of somebody else: they are neither run nor copied.',
    fix: 'Look for values that they compute, such as signatures, and write those by hand.',
  },
  'scaffold/secret-redacted': {
    severity: 'warning',
    title: 'Secret in the description',
    means: 'A literal value looks like a password, key or token.',
    why: 'It was not copied into anything that was generated, but it stands in the file.',
    fix: 'Replace it by a variable, and change the secret at its issuer if the file was shared.',
    example: '{ "key": "X-Api-Key", "value": "sk_live_…" }',
  },
  'scaffold/duplicate-request': {
    severity: 'info',
    title: 'Request given twice',
    means: 'Two requests are equal in method, address, parameters, body and folder.',
    why: 'They became one operation; nothing is lost.',
    fix: 'Nothing needs to change. Delete one of the two for tidiness.',
  },
  'scaffold/needs-signing-hook': {
    severity: 'info',
    title: 'Authentication that needs a hook',
    means: 'The API asks for a kind of authentication that no setting can express: digest, AWS or vendor signatures.',
    why: 'Until a hook is given, requests go out without it and are refused.',
    fix: 'Give a signing hook to the client or the run; its documentation shows how.',
  },
} as const satisfies Record<`scaffold/${string}`, DiagnosticEntry>;
