import { readFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { stringify } from 'yaml';
import { CliError, EXIT } from '../../diagnostics/cli-error.ts';
import { hasErrors, sortDiagnostics, type Diagnostic, type Span } from '../../diagnostics/diagnostic.ts';
import { connectorName } from '../analyse/analyse.ts';
import { emitInstances } from '../emit/instances.ts';
import type { ScaffoldReport } from '../emit/report.ts';
import { emitSoapDefinition } from '../emit/soap/definition.ts';
import { emitSoapPackage, type SoapCoverage } from '../emit/soap/emit-package.ts';
import { soapRuntimeFiles } from '../emit/soap/runtime-files.ts';
import { readWsdl } from '../readers/wsdl/read-wsdl.ts';
import type { SoapModel } from '../soap-model.ts';
import { inspectDefinition } from './inspect.ts';
import { readConnectorTemplates } from './connector-templates.ts';
import { templatesFolder } from '../../workspace/templates-folder.ts';
import {
  forWorkspace,
  inspected,
  outputFolder,
  partOf,
  writeOrCheck,
  type ScaffoldOptions,
  type ScaffoldResult,
} from './scaffold.ts';

/** Makes a connector of a WSDL description and everything it imports: package, definition, instances. */
export async function scaffoldWsdl(options: ScaffoldOptions): Promise<ScaffoldResult> {
  const { file, strict = false, allowPartial = false } = options;
  refuseSelection(options);
  const { model, diagnostics } = await readWsdl(basename(file), readerOf(file, options));
  const read = diagnostics.map((one) => fromHere(one, file));
  const repairs = read.filter(({ severity }) => severity === 'warning').length;
  const told = strict
    ? read.map((one) => (one.severity === 'warning' ? { ...one, severity: 'error' as const } : one))
    : read;
  const nothing = { ok: false, exit: EXIT.problems, repairs, files: [], removed: [], wrote: false };
  if (model === undefined) return { ...nothing, diagnostics: sortDiagnostics(told) };
  const name = connectorName(options.name ?? model.title);
  const out = outputFolder(options, model.title);
  const only = partOf(options);
  const [soap, connector] = await Promise.all(
    ['soap', 'connector'].map((folder) => readConnectorTemplates(join(templatesFolder(), folder))),
  );
  const runtime = soapRuntimeFiles(soap ?? new Map(), connector ?? new Map());
  const emitted = emitSoapPackage(model, { name, runtime });
  const all = [...told, ...emitted.diagnostics.map((one) => fromHere(one, file))];
  const { definition, detected } = emitSoapDefinition(model, name);
  const report = { ...reportOf(name, model, emitted.coverage, file), detected: { endpoints: detected } };
  if (options.inspect !== undefined) {
    const operations = inspected(inspectDefinition(definition, detected), options.inspect);
    return { ...nothing, ok: true, exit: EXIT.clean, report, operations, diagnostics: [] };
  }
  if ((report.losses.length > 0 || hasErrors(told)) && !allowPartial)
    return { ...nothing, out, report, diagnostics: sortDiagnostics(all) };
  const files = new Map(only === 'definition' ? [] : emitted.files);
  const handWritten = new Set<string>();
  if (only !== 'package') {
    files.set(`${name}.connector.json`, json(definition));
    files.set('instances.yaml', stringify(emitInstances(definition), { lineWidth: 0 }));
    handWritten.add('instances.yaml');
  }
  files.set('scaffold.report.json', json(report));
  const known = new Set([relative(out, file).replaceAll('\\', '/')]);
  return writeOrCheck({
    out,
    output: forWorkspace({ files, handWritten, known }, options),
    ...(only === 'package' ? {} : { definition }),
    report,
    repairs,
    diagnostics: all,
    options,
  });
}

/** Files below the folder of the description, unless the command line allows more. */
function readerOf(
  file: string,
  { allowOutside = false }: ScaffoldOptions,
): (path: string) => Promise<Uint8Array | undefined> {
  const folder = resolve(dirname(file));
  return async (path) => {
    const whole = resolve(folder, path);
    if (!allowOutside && relative(folder, whole).startsWith('..')) return undefined;
    return readFile(whole).catch(() => undefined);
  };
}

function refuseSelection({ filter, since }: ScaffoldOptions): void {
  if (since !== undefined)
    throw new CliError('cli/wrong-usage', 'Versions of a WSDL description cannot be compared.', {
      help: 'Leave out --since, and compare the generated types instead.',
      exit: EXIT.usage,
    });
  if (Object.values(filter ?? {}).every((list: readonly string[]) => list.length === 0)) return;
  throw new CliError('cli/wrong-usage', 'A WSDL description is generated whole.', {
    help: 'Leave out --tag, --path and --operation.',
    exit: EXIT.usage,
  });
}

/** The reader knows files by their path from the description; people know them from where they stand. */
function spanFrom(at: Span, description: string): Span {
  return { ...at, file: join(dirname(description), at.file) };
}

function fromHere(one: Diagnostic, description: string): Diagnostic {
  const related = one.related.map((other) => ({ ...other, at: spanFrom(other.at, description) }));
  return { ...one, at: spanFrom(one.at, description), related };
}

function reportOf(
  name: string,
  { losses }: SoapModel,
  { operations, types }: SoapCoverage,
  description: string,
): Omit<ScaffoldReport, 'detected'> {
  return {
    name,
    source: 'wsdl-1.1',
    operations,
    schemas: types,
    losses: losses.map(({ at, ...loss }) => {
      const { file, line, column } = spanFrom(at, description);
      return { ...loss, file, pointer: '', line, column };
    }),
    webhooks: [],
    notes: [],
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
