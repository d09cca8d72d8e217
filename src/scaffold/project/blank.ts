import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { CliError, EXIT } from '../../diagnostics/cli-error.ts';
import { connectorName } from '../analyse/analyse.ts';
import { exists, writeWhole } from '../../workspace/files.ts';
import { templatesFolder } from '../../workspace/templates-folder.ts';

export const blankAuths = ['none', 'basic', 'bearer', 'api-key', 'oauth2'] as const;
export type BlankAuth = (typeof blankAuths)[number];

export interface BlankOptions {
  readonly name: string;
  readonly out?: string;
  readonly baseUrl: string;
  readonly auth: BlankAuth;
}

/**
 * Puts a small OpenAPI description to start from into the output folder, and returns its path. It is the user's own
 * from then on: editing it and scaffolding again is how a connector without a description grows.
 */
export async function writeStarter({ name, out, baseUrl, auth }: BlankOptions): Promise<string> {
  if (!/^https?:\/\//iu.test(baseUrl) || !URL.canParse(baseUrl)) {
    throw new CliError('cli/wrong-usage', `"${baseUrl}" is no base URL.`, {
      help: 'Write it like --base-url https://api.example.com.',
      exit: EXIT.usage,
    });
  }
  const file = join(out ?? join('connectors', connectorName(name)), 'description', 'api.yaml');
  if (await exists(file)) {
    throw new CliError('cli/file-exists', `"${file}" is there already.`, {
      help: `Edit it and run: repatch scaffold ${file} --update.`,
      exit: EXIT.problems,
    });
  }
  const document = parseDocument(await readFile(join(templatesFolder(), 'rest-starter', 'api.yaml'), 'utf8'));
  document.setIn(['info', 'title'], name);
  document.setIn(['servers', 0, 'url'], baseUrl);
  for (const scheme of blankAuths) if (scheme !== auth) document.deleteIn(['components', 'securitySchemes', scheme]);
  document.setIn(['security'], auth === 'none' ? [] : [{ [auth]: [] }]);
  await writeWhole(file, document.toString({ lineWidth: 0 }));
  return file;
}
