import * as Flags from '@oclif/core/flags';
import type { RemoteRunList } from '../../src/app/patchworks.ts';
import { readMoment } from '../../src/cli/arguments.ts';
import { BaseCommand } from '../../src/cli/base-command.ts';
import { interruption } from '../../src/cli/interruption.ts';
import { printRemoteRuns } from '../../src/cli/printers/patchworks.ts';

export default class RunsRemote extends BaseCommand {
  static override readonly summary = 'List the runs of the Patchworks account, the newest first.';
  static override readonly examples = [
    '<%= config.bin %> runs remote',
    '<%= config.bin %> runs remote --flow 4711 --since 2026-03-01T00:00:00Z',
  ];
  static override readonly flags = {
    flow: Flags.string({ summary: 'Id of a flow: only its runs.', helpGroup: 'INPUT' }),
    status: Flags.string({ summary: 'Only runs with this status.', helpGroup: 'INPUT' }),
    since: Flags.string({ summary: 'Only runs that started after this moment (RFC 3339).', helpGroup: 'INPUT' }),
    limit: Flags.integer({ summary: 'How many are listed.', default: 20, min: 1, max: 10_000, helpGroup: 'OUTPUT' }),
    for: Flags.string({
      summary: 'A document or folder of the workspace whose account is meant. Default: the current folder.',
      helpGroup: 'INPUT',
    }),
  };

  async run(): Promise<RemoteRunList> {
    const { flags } = await this.parse(RunsRemote);
    const { flow, status, limit, since, for: target } = flags;
    const { listRunsRemotely } = await import('../../src/app/patchworks.ts');
    const filter = { flow, status, limit, sinceMs: readMoment(since, 'since') };
    const list = await listRunsRemotely(filter, { for: target, signal: interruption() });
    if (!this.jsonEnabled()) this.io.out(printRemoteRuns(list));
    return list;
  }
}
