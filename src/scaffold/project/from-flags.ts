import { join } from 'node:path';
import { CliError, EXIT } from '../../diagnostics/cli-error.ts';
import { connectorName } from '../analyse/analyse.ts';
import { writeStarter, type BlankOptions } from './blank.ts';
import { scaffoldFile, type ScaffoldResult } from './scaffold.ts';

export interface ScaffoldStart {
  readonly file?: string;
  readonly blank?: Pick<BlankOptions, 'name' | 'baseUrl' | 'auth'>;
}

/** Flags of the command, as they are typed. */
export interface ScaffoldFlags {
  readonly name?: string | undefined;
  readonly out?: string | undefined;
  readonly only?: string | undefined;
  readonly since?: string | undefined;
  readonly into?: string | undefined;
  readonly list?: boolean;
  readonly explain?: string | undefined;
  readonly tag?: readonly string[] | undefined;
  readonly path?: readonly string[] | undefined;
  readonly operation?: readonly string[] | undefined;
  readonly 'dry-run'?: boolean;
  readonly strict?: boolean;
  readonly 'allow-partial'?: boolean;
  readonly 'allow-outside'?: boolean;
  readonly check?: boolean;
  readonly update?: boolean;
  readonly force?: boolean;
}

/** Scaffolds a description, or first writes the blank one that is then scaffolded. */
export async function scaffoldFromFlags(start: ScaffoldStart, flags: ScaffoldFlags): Promise<ScaffoldResult> {
  const name = flags.name ?? start.blank?.name;
  const out =
    flags.out ??
    (start.blank === undefined ? undefined : join(flags.into ?? '', 'connectors', connectorName(start.blank.name)));
  if (flags.only !== undefined && flags.only !== 'package' && flags.only !== 'definition')
    throw new CliError('cli/wrong-usage', `There is no part "${flags.only}".`, {
      help: 'Parts: package, definition.',
      exit: EXIT.usage,
    });
  const place = { ...(name === undefined ? {} : { name }), ...(out === undefined ? {} : { out }) };
  return scaffoldFile({
    ...place,
    file: start.blank === undefined ? (start.file ?? '') : await writeStarter({ ...start.blank, ...place }),
    filter: {
      tags: flags.tag ?? [],
      paths: flags.path ?? [],
      operations: flags.operation ?? [],
    },
    ...(flags.only === undefined ? {} : { only: flags.only }),
    ...(flags.since === undefined ? {} : { since: flags.since }),
    ...(flags.explain === undefined
      ? flags.list === true
        ? { inspect: {} }
        : {}
      : { inspect: { operation: flags.explain } }),
    ...(flags.into === undefined ? {} : { into: flags.into }),
    dryRun: flags['dry-run'] ?? false,
    strict: flags.strict ?? false,
    allowPartial: flags['allow-partial'] ?? false,
    allowOutside: flags['allow-outside'] ?? false,
    check: flags.check ?? false,
    update: flags.update ?? false,
    force: flags.force ?? false,
  });
}
