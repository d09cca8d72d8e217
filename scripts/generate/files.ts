import { commandManifest, commandReference } from './commands.ts';
import { conversionReference } from './conversion.ts';
import { diagnosticPages } from './diagnostics.ts';
import { platformReference } from './platform.ts';
import { ruleReference } from './rules.ts';
import { semanticsReference } from './semantics.ts';
import { documentSchemaFiles, resultSchemaFiles } from './schemas.ts';
import {
  authReference,
  formatReference,
  operatorReference,
  paginationReference,
  profileReference,
  shapeReference,
  transformReference,
} from './units.ts';

/** Everything that is made from the units, the table of diagnostics, the schemas and the build. */
export async function generatedFiles(root: string): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ...(await documentSchemaFiles()),
    ...resultSchemaFiles(root),
    ...diagnosticPages(),
    ...(await shapeReference()),
    ...transformReference(),
    ...operatorReference(),
    ...paginationReference(),
    ...authReference(),
    ...formatReference(),
    ...profileReference(),
    ...conversionReference(),
    ...semanticsReference(),
    ...platformReference(),
    ...ruleReference(root),
    ...(await commandManifest(root)),
    ...(await commandReference(root)),
  ]);
}
