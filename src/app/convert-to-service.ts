import { dirname, join } from 'node:path';
import { flowsToServices } from '../convert/back/flows-to-services.ts';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import type { DiagnosticCode } from '../diagnostics/table.ts';
import { hasErrors, sortDiagnostics, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FlowFile } from '../flow/model.ts';
import type { ServiceBundle } from '../legacy/bundle.ts';
import type { Residue } from '../legacy/residue.ts';
import { checkDocument } from '../lint/check-document.ts';
import { readSource } from '../text/source.ts';
import { exists, readBytes, writeWhole } from '../workspace/files.ts';
import { expandPatterns } from '../workspace/find-files.ts';
import { readDocument, type ReadDocument } from '../workspace/read-document.ts';
import { residueName } from './residue-file.ts';

export interface ConvertToServiceOptions {
  /** Flow files, folders or globs. */
  readonly flows: readonly string[];
  /** The bundle to write: a *.services.yaml, *.services.yml or *.services.json file. */
  readonly out: string;
  /** Default: residue.json beside the first flow, if there is one. */
  readonly residue?: string;
  /** Replaces a bundle that is there. */
  readonly force?: boolean;
}

export interface ConvertToServiceReport {
  readonly ok: boolean;
  readonly exit: number;
  /** The bundle that was written; absent: no flow came back. */
  readonly file?: string;
  /** The residue that was used. */
  readonly residue?: string;
  /** Services that came back, and the flow of each. */
  readonly services: readonly { readonly service: string; readonly flow: string }[];
  /** Flows that no service can say; the diagnostics say why. */
  readonly refused: readonly string[];
  /** Services of the residue for which no flow was given. */
  readonly withoutFlow: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Converts flows to a bundle of services and writes it. Exit 1 when a flow was refused, or the bundle is wrong in itself. */
export async function convertFilesToServices(options: ConvertToServiceOptions): Promise<ConvertToServiceReport> {
  requireBundleName(options.out);
  const documents = await readFlows(options.flows);
  const residueFile = options.residue ?? (await residueBeside(documents));
  const residue = residueFile === undefined ? undefined : await readDocument(residueFile);
  if (residue !== undefined && residue.kind !== 'residue') throw notAResidue(residueFile ?? '');
  const diagnostics = (residue?.diagnostics ?? []).filter(({ severity }) => severity === 'error');
  const readable = documents.filter((document) => isReadable(document));
  for (const document of documents)
    diagnostics.push(
      ...document.diagnostics.filter(({ severity, code }) => severity === 'error' && !tolerated.has(code)),
    );
  const known = residue?.value as Residue | undefined; // accepted by the schema of its kind
  const isStopped = residue !== undefined && known === undefined;
  const result = flowsToServices({
    flows: isStopped ? [] : readable.map(({ source }) => source.value as FlowFile), // as above
    ...(known === undefined ? {} : { residue: known }),
  });
  for (const [index, { findings }] of result.flows.entries())
    diagnostics.push(...((await readable[index]?.source.locate(findings)) ?? []));
  const services = result.flows.flatMap(({ service }, index) =>
    service === undefined ? [] : [{ service, flow: readable[index]?.source.file ?? '' }],
  );
  const back = new Set(services.map(({ flow }) => flow));
  const refused = documents.map(({ source }) => source.file).filter((file) => !back.has(file));
  const ids = new Set(services.map(({ service }) => service));
  const problems = result.bundle === undefined ? [] : await writeBundle(result.bundle, options);
  const all = sortDiagnostics([...diagnostics, ...problems]);
  const ok = refused.length === 0 && !hasErrors(all);
  return {
    ok,
    exit: ok ? EXIT.clean : EXIT.problems,
    ...(result.bundle === undefined ? {} : { file: options.out }),
    ...(residueFile === undefined ? {} : { residue: residueFile }),
    services,
    refused,
    withoutFlow: (known?.order ?? []).filter((id) => !ids.has(id)),
    diagnostics: all,
  };
}

/** What a flow may lack to be read as a service: a service names no endpoint, and its tables stand elsewhere. */
const tolerated: ReadonlySet<DiagnosticCode> = new Set(['lint/undecided-endpoint', 'lint/no-unknown-lookup']);

function isReadable({ diagnostics }: ReadDocument): boolean {
  return diagnostics.every(({ severity, code }) => severity !== 'error' || tolerated.has(code));
}

/** Files that are named have to be flows; in folders and globs other files are passed over. */
async function readFlows(patterns: readonly string[]): Promise<readonly ReadDocument[]> {
  const documents = await Promise.all((await expandPatterns(patterns)).map((file) => readDocument(file)));
  for (const { kind, source, diagnostics } of documents)
    if (kind !== 'flow' && patterns.includes(source.file))
      throw new CliError('cli/wrong-usage', `"${source.file}" is not a process flow.`, {
        help:
          hasErrors(diagnostics) && kind === undefined
            ? `Check it: repatch validate ${source.file}`
            : kind === 'services'
              ? 'It holds services already; to make flows of them, leave out --to service.'
              : 'Give *.flow.json or *.flow.yaml files, or the folder that they are in.',
        exit: EXIT.usage,
      });
  const flows = documents.filter(({ kind }) => kind === 'flow');
  if (flows.length > 0) return flows;
  throw new CliError('cli/no-files', `There is no process flow in ${patterns.map((one) => `"${one}"`).join(', ')}.`, {
    help: 'Give *.flow.json or *.flow.yaml files, or the folder that they are in.',
    exit: EXIT.usage,
  });
}

/** Errors: CliError `cli/wrong-usage` where the flows have several residues. */
async function residueBeside(documents: readonly ReadDocument[]): Promise<string | undefined> {
  const places = [...new Set(documents.map(({ source }) => join(dirname(source.file), residueName)))];
  const there: string[] = [];
  for (const file of places) if (await exists(file)) there.push(file);
  if (there.length < 2) return there[0];
  throw new CliError(
    'cli/wrong-usage',
    `The flows are of several conversions: ${there.map((file) => `"${file}"`).join(', ')}.`,
    {
      help: 'Convert the flows of one folder at a time, or name the residue: --residue FILE.',
      exit: EXIT.usage,
    },
  );
}

function notAResidue(file: string): CliError {
  return new CliError('cli/wrong-usage', `"${file}" is not a residue.`, {
    help: `Give the ${residueName} that "repatch convert" wrote beside the flows.`,
    exit: EXIT.usage,
  });
}

function requireBundleName(out: string): void {
  if (/\.services\.(?:json|ya?ml)$/iu.test(out)) return;
  throw new CliError('cli/wrong-usage', `"${out}" is not the name of a bundle.`, {
    help: 'With --to service, --out names one file: acme.services.yaml or acme.services.json.',
    exit: EXIT.usage,
  });
}

/** Writes the bundle, and gives what is wrong in it. Errors: CliError `cli/file-exists`. */
async function writeBundle(
  bundle: ServiceBundle,
  { out, force = false }: ConvertToServiceOptions,
): Promise<readonly Diagnostic[]> {
  const text = await printBundle(bundle, out);
  if (!force && (await exists(out)) && Buffer.from(await readBytes(out)).toString('utf8') !== text)
    throw new CliError('cli/file-exists', `"${out}" is there already, and holds something else.`, {
      help: 'Name another file with --out, or give --force to replace it.',
      exit: EXIT.problems,
    });
  await writeWhole(out, text);
  const { diagnostics } = await checkDocument(await readSource(out, new TextEncoder().encode(text)));
  return diagnostics.filter(({ severity }) => severity === 'error');
}

async function printBundle(bundle: ServiceBundle, file: string): Promise<string> {
  if (/\.json$/iu.test(file)) return `${JSON.stringify(bundle, null, 2)}\n`;
  const { stringify } = await import('yaml');
  return stringify(bundle, { lineWidth: 0, aliasDuplicateObjects: false });
}
