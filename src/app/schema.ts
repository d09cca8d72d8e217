import * as z from 'zod';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { documentKinds, type DocumentKind } from '../lint/kind-of.ts';
import { documentSchemas } from '../lint/schemas.ts';
import { didYouMean } from '../text/did-you-mean.ts';

/** The JSON Schema (draft 2020-12) of one kind of document. Errors: CliError `cli/unknown-schema`. */
export function schemaOf(name: string): object {
  const kind = documentKinds.find((one) => one === name);
  if (kind !== undefined) return jsonSchema(kind);
  const nearest = didYouMean(name, documentKinds);
  throw new CliError('cli/unknown-schema', `There is no schema "${name}".`, {
    help: nearest === undefined ? `Schemas: ${documentKinds.join(', ')}.` : `Did you mean "${nearest}"?`,
    exit: EXIT.usage,
  });
}

function jsonSchema(kind: DocumentKind): object {
  return z.toJSONSchema(documentSchemas[kind], { io: 'input' });
}
