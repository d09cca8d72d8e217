import { join, relative } from 'node:path';
import type { ConnectorDefinition } from '../../connector/definition.ts';
import { CliError, EXIT } from '../../diagnostics/cli-error.ts';
import { hasErrors, sortDiagnostics, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { connectorName } from '../analyse/analyse.ts';
import type { ApiModel } from '../api-model.ts';
import type { Change } from '../compare/change.ts';
import type { ScaffoldReport } from '../emit/report.ts';
import type { OperationFilter } from '../select-operations.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { findChanges, type ApiChanges } from './changes.ts';
import { generate, type Generated, type Part } from './generate.ts';
import { lossDiagnostics } from './loss-diagnostics.ts';
import { readBytes } from '../../workspace/files.ts';
import { findOperations, inspectModel, type InspectedOperation } from './inspect.ts';
import { planInto, writeInto } from './into.ts';
import { planOutput, writeOutput, type Output, type OutputPlan } from './output.ts';
import { readDescription } from './read-description.ts';

export interface ScaffoldOptions {
  /** An OpenAPI description or a Postman collection. */
  readonly file: string;
  /** Default: `connectors/<name>`, where flows of a workspace look for definitions. */
  readonly out?: string;
  readonly name?: string;
  readonly filter?: OperationFilter;
  readonly only?: Part;
  readonly dryRun?: boolean;
  /** Repairs of a faulty description are errors. */
  readonly strict?: boolean;
  /** Generate the sound remainder when something has to be left out. */
  readonly allowPartial?: boolean;
  /** Compare with what is there and write nothing. */
  readonly check?: boolean;
  /** Replace what an earlier run generated. */
  readonly update?: boolean;
  /** Write also into a folder with other files, and over edits. */
  readonly force?: boolean;
  /** References may leave the folder of the description. */
  readonly allowOutside?: boolean;
  /** Folder of a workspace that gets an instance, names of secrets and a flow as well; `out` is then below it. */
  readonly into?: string;
  /** Say what was found, of all operations or of one, and write nothing. */
  readonly inspect?: { readonly operation?: string };
  /** The description as it was before: what the new one breaks is reported. */
  readonly since?: string;
}

export interface ScaffoldResult {
  readonly ok: boolean;
  readonly exit: number;
  readonly out?: string;
  readonly report?: ScaffoldReport;
  /** Faults of the description that were mended on the way. */
  readonly repairs: number;
  /** Files written, or with `check` and `dryRun` those that would be; relative to `out`. */
  readonly files: readonly string[];
  readonly removed: readonly string[];
  readonly wrote: boolean;
  /** With `inspect`: the operations, with what was found and what it rests on. */
  readonly operations?: readonly InspectedOperation[];
  /** What the workspace got beside the definition, and how to go on. */
  readonly into?: {
    readonly added: readonly string[];
    readonly kept: readonly string[];
    readonly next: readonly string[];
  };
  /** Changes since the older description, when one was given; breaking ones first. */
  readonly changes?: readonly Change[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Makes a connector of an API description: package, definition, instances. Writes all of it or nothing.
 * Errors: CliError `scaffold/foreign-folder`, `scaffold/edited-file`, `scaffold/stale`, `cli/*`.
 */
export async function scaffoldFile(options: ScaffoldOptions): Promise<ScaffoldResult> {
  const { file, strict = false, allowPartial = false, allowOutside = false } = options;
  if (isXml(await readBytes(file))) {
    const { scaffoldWsdl } = await import('./scaffold-wsdl.ts');
    return scaffoldWsdl(options);
  }
  const read = await readDescription(file, { allowOutside });
  const repairs = read.diagnostics.filter(({ severity }) => severity === 'warning').length;
  const told = strict ? read.diagnostics.map(asError) : read.diagnostics;
  const failed = (diagnostics: readonly Diagnostic[], more: Partial<ScaffoldResult> = {}): ScaffoldResult => ({
    ok: false,
    exit: EXIT.problems,
    repairs,
    files: [],
    removed: [],
    wrote: false,
    ...more,
    diagnostics: sortDiagnostics(diagnostics),
  });
  if (read.model === undefined) return failed(told);
  const out = outputFolder(options, read.model.title);
  const generated = await generate(read.model, {
    folder: out,
    name: options.name,
    filter: options.filter ?? {},
    only: options.inspect === undefined ? partOf(options) : 'definition',
  });
  refuseUnmatched(generated, read.model);
  if (options.inspect !== undefined)
    return failed([], {
      ok: true,
      exit: EXIT.clean,
      report: generated.report,
      operations: inspected(inspectModel(generated.model), options.inspect),
    });
  const changes =
    options.since === undefined ? undefined : await changesSince(options.since, { file, model: read.model });
  const diagnostics = [
    ...told,
    ...generated.diagnostics,
    ...(await lossDiagnostics(file, generated.losses)),
    ...(changes?.diagnostics ?? []),
  ];
  const { report } = generated;
  const isPartial = report.losses.length > 0 || hasErrors(read.diagnostics);
  if ((strict && repairs > 0) || (isPartial && !allowPartial) || hasErrors(generated.diagnostics))
    return failed(diagnostics, { out, report });
  const known = new Set([relative(out, file).replaceAll('\\', '/')]);
  return writeOrCheck({
    out,
    output: { ...forWorkspace(generated.output, options), known },
    ...(generated.definition === undefined ? {} : { definition: generated.definition }),
    report,
    repairs,
    diagnostics,
    options,
    ...(changes === undefined ? {} : { changes: changes.list }),
  });
}

/** Below a workspace where one is named, else below the current folder. */
export function outputFolder({ out, into = '', name }: ScaffoldOptions, title: string): string {
  return out ?? join(into, 'connectors', connectorName(name ?? title));
}

/** A workspace is for flows: the package is made where it is asked for. */
export function partOf({ into, only }: ScaffoldOptions): Part | undefined {
  return only ?? (into === undefined ? undefined : 'definition');
}

/** The instances of a workspace stand together in a file of its own. */
export function forWorkspace(output: Output, { into }: ScaffoldOptions): Output {
  if (into === undefined) return output;
  return { ...output, files: new Map([...output.files].filter(([path]) => path !== 'instances.yaml')) };
}

export function inspected(
  operations: readonly InspectedOperation[],
  { operation }: NonNullable<ScaffoldOptions['inspect']>,
): readonly InspectedOperation[] {
  return operation === undefined ? operations : findOperations(operations, operation);
}

interface ToWrite {
  readonly out: string;
  readonly output: Output;
  readonly definition?: ConnectorDefinition;
  readonly report: ScaffoldReport;
  readonly repairs: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly options: ScaffoldOptions;
  readonly changes?: NonNullable<ScaffoldResult['changes']>;
}

/** Writes what was generated, or says what would be written. */
export async function writeOrCheck(given: ToWrite): Promise<ScaffoldResult> {
  const { out, output, definition, options, diagnostics, ...rest } = given;
  const plan = await planOutput(out, output);
  const around =
    options.into === undefined || definition === undefined ? undefined : await planInto(options.into, definition);
  const isStale = plan.write.size > 0 || plan.remove.length > 0;
  const wrote = !(options.dryRun === true) && !(options.check === true);
  if (wrote) {
    refuse(plan, options);
    if (isStale) await writeOutput(plan);
    if (around !== undefined) await writeInto(around);
  }
  const ok = !(options.check === true && isStale);
  return {
    ok,
    exit: ok ? EXIT.clean : EXIT.problems,
    out,
    ...rest,
    files: [...plan.write.keys()],
    removed: plan.remove,
    wrote,
    ...(around === undefined ? {} : { into: { added: around.added, kept: around.kept, next: around.next } }),
    diagnostics: sortDiagnostics(diagnostics),
  };
}

async function changesSince(since: string, after: { file: string; model: ApiModel }): Promise<ApiChanges> {
  const { model } = await readDescription(since, { allowOutside: false });
  if (model !== undefined) return findChanges({ file: since, model }, after);
  throw new CliError('scaffold/unknown-format', `"${since}" cannot be read as an API description.`, {
    help: 'Give the description that the connector was generated from with --since.',
    exit: EXIT.problems,
  });
}

/** WSDL descriptions are told by their content, as all are. */
function isXml(bytes: Uint8Array): boolean {
  return /^\s*</u.test(new TextDecoder().decode(bytes.subarray(0, 200)).replace(/^\uFEFF/u, ''));
}

function asError(diagnostic: Diagnostic): Diagnostic {
  return diagnostic.severity === 'warning' ? { ...diagnostic, severity: 'error' } : diagnostic;
}

const kinds = { tags: 'tag', paths: 'path', operations: 'operation' } as const;

/** A selection that names what is not there is a typing mistake. */
function refuseUnmatched({ unmatched, model }: Generated, api: ApiModel): void {
  const [first] = unmatched;
  if (first === undefined && (model.endpoints.length > 0 || model.api.webhooks.length > 0)) return;
  if (first === undefined && api.operations.length === 0 && api.webhooks.length === 0) {
    throw new CliError(
      'scaffold/nothing-selected',
      'The description has no operation that could be called, and no webhook.',
      {
        help: 'Give a description with "paths" or "webhooks".',
        exit: EXIT.problems,
      },
    );
  }
  if (first === undefined) {
    throw new CliError('scaffold/nothing-selected', 'No operation is left to generate.', {
      help: 'Give fewer of --tag, --path and --operation.',
      exit: EXIT.usage,
    });
  }
  const kind = kinds[first.kind];
  const known = [
    ...new Set(
      api.operations.flatMap(({ tags, path, declaredId }) =>
        first.kind === 'tags' ? tags : first.kind === 'paths' ? [path] : [declaredId],
      ),
    ),
  ];
  const nearest = didYouMean(first.value, known);
  throw new CliError('scaffold/nothing-selected', `The description has no ${kind} "${first.value}".`, {
    help: nearest === undefined ? `Some of them: ${known.slice(0, 8).join(', ')}.` : `Did you mean "${nearest}"?`,
    exit: EXIT.usage,
  });
}

/** Nothing that is somebody else's, or edited, is written over. */
function refuse(
  { folder, isNew, write, remove, edited, foreign }: OutputPlan,
  { update, force }: ScaffoldOptions,
): void {
  if (force === true) return;
  if (foreign.length > 0) {
    throw new CliError(
      'scaffold/foreign-folder',
      `"${folder}" has files that no scaffold wrote, for example "${foreign[0] ?? ''}".`,
      {
        help: 'Choose an empty folder with --out, or give --force.',
        exit: EXIT.problems,
      },
    );
  }
  if (edited.length > 0) {
    throw new CliError('scaffold/edited-file', `Generated files were edited: ${edited.join(', ')}.`, {
      help: 'Move the edits to overlay.yaml or to files of your own, or give --force to overwrite them.',
      exit: EXIT.problems,
    });
  }
  if (!isNew && update !== true && (write.size > 0 || remove.length > 0)) {
    throw new CliError('scaffold/stale', `"${folder}" was generated before, and ${write.size} files would change.`, {
      help: 'Give --update to bring it up to date, or --dry-run to see what would change.',
      exit: EXIT.problems,
    });
  }
}
