import { readFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { stringify } from 'yaml';
import { CliError, EXIT } from '../../diagnostics/cli-error.ts';
import { hasErrors, sortDiagnostics } from '../../diagnostics/diagnostic.ts';
import { connectorName } from '../../scaffold/analyse/analyse.ts';
import { emitInstances } from '../../scaffold/emit/instances.ts';
import type { ScaffoldReport } from '../../scaffold/emit/report.ts';
import { emitSoapDefinition } from '../../scaffold/emit/soap/definition.ts';
import { emitSoapPackage, type SoapCoverage } from '../../scaffold/emit/soap/emit-package.ts';
import { soapRuntimeFiles } from '../../scaffold/emit/soap/runtime-files.ts';
import { readWsdl } from '../../scaffold/readers/wsdl/read-wsdl.ts';
import type { SoapModel } from '../../scaffold/soap-model.ts';
import { readConnectorTemplates } from '../connector-templates.ts';
import { templatesFolder } from '../templates-folder.ts';
import { settle, type ScaffoldOptions, type ScaffoldResult } from './scaffold.ts';

/** Makes a connector of a WSDL description and everything it imports: package, definition, instances. */
export async function scaffoldWsdl(options: ScaffoldOptions): Promise<ScaffoldResult> {
  const { file, strict = false, allowPartial = false } = options;
  refuseSelection(options);
  const { model, diagnostics: read } = await readWsdl(basename(file), readerOf(file, options));
  const repairs = read.filter(({ severity }) => severity === 'warning').length;
  const told = strict
    ? read.map((one) => (one.severity === 'warning' ? { ...one, severity: 'error' as const } : one))
    : read;
  const nothing = { ok: false, exit: EXIT.problems, repairs, files: [], removed: [], wrote: false };
  if (model === undefined) return { ...nothing, diagnostics: sortDiagnostics(told) };
  const name = connectorName(options.name ?? model.title);
  const out = options.out ?? join('connectors', name);
  const [soap, connector] = await Promise.all(
    ['soap', 'connector'].map((folder) => readConnectorTemplates(join(templatesFolder(), folder))),
  );
  const runtime = soapRuntimeFiles(soap ?? new Map(), connector ?? new Map());
  const emitted = emitSoapPackage(model, { name, runtime });
  const diagnostics = [...told, ...emitted.diagnostics];
  const report = reportOf(name, model, emitted.coverage);
  if ((report.losses.length > 0 || hasErrors(told)) && !allowPartial)
    return { ...nothing, out, report, diagnostics: sortDiagnostics(diagnostics) };
  const files = new Map(options.only === 'definition' ? [] : emitted.files);
  const handWritten = new Set<string>();
  if (options.only !== 'package') {
    const definition = emitSoapDefinition(model, name);
    files.set(`${name}.connector.json`, json(definition));
    files.set('instances.yaml', stringify(emitInstances(definition), { lineWidth: 0 }));
    handWritten.add('instances.yaml');
  }
  files.set('scaffold.report.json', json(report));
  const known = new Set([relative(out, file).replaceAll('\\', '/')]);
  return settle({ out, output: { files, handWritten, known }, report, repairs, diagnostics, options });
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

function refuseSelection({ filter }: ScaffoldOptions): void {
  if (Object.values(filter ?? {}).every((list: readonly string[]) => list.length === 0)) return;
  throw new CliError('cli/wrong-usage', 'A WSDL description is generated whole.', {
    help: 'Leave out --tag, --path and --operation.',
    exit: EXIT.usage,
  });
}

function reportOf(name: string, { skipped }: SoapModel, { operations, types }: SoapCoverage): ScaffoldReport {
  const losses = skipped
    .filter(({ isOutsideSoap }) => !isOutsideSoap)
    .map(({ kind, name: part, reason, at }) => ({ kind, name: part, reason, file: at.file, pointer: at.pointer }));
  return {
    name,
    source: 'wsdl-1.1',
    operations,
    schemas: types,
    losses,
    callbacks: [],
    notes: [],
    detected: { endpoints: {} },
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
