import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { LoginDone } from '../src/app/login.ts';
import { BaseCommand } from '../src/cli/base-command.ts';
import { interruption } from '../src/cli/interruption.ts';
import { onOneLine } from '../src/text/printable.ts';

export default class Login extends BaseCommand {
  static override readonly summary = 'Log in for an instance that needs an OAuth 2 authorisation code.';
  static override readonly description =
    'Prints the address to open in a browser of this machine, and waits on a page of it that nobody else can reach. What runs need of the login is kept in the folder of state, readable by the user alone; it is never printed.';
  static override readonly examples = [
    '<%= config.bin %> login "Shop UK"',
    '<%= config.bin %> login "Shop UK" --port 8765   (the third party knows http://127.0.0.1:8765/callback)',
  ];
  static override readonly args = {
    instance: Args.string({ required: true, description: 'Name of the instance.' }),
  };
  static override readonly flags = {
    port: Flags.integer({
      summary: 'Port of the page that the third party sends back to. Default: any.',
      min: 0,
      max: 65_535,
      helpGroup: 'BEHAVIOUR',
    }),
    timeout: Flags.integer({ summary: 'Seconds to wait. Default: 300.', min: 1, helpGroup: 'BEHAVIOUR' }),
    for: Flags.string({
      summary: 'A document or folder of the workspace whose instance is meant. Default: the current folder.',
      helpGroup: 'INPUT',
    }),
    state: Flags.string({ summary: 'Folder of state. Default: .repatch of the workspace.', helpGroup: 'INPUT' }),
  };

  async run(): Promise<LoginDone> {
    const { args, flags } = await this.parse(Login);
    const { login } = await import('../src/app/login.ts');
    const { timeout: timeoutSeconds, ...rest } = flags;
    const done = await login(args.instance, {
      ...rest,
      timeoutSeconds,
      signal: interruption(),
      onAddress: (address) => this.io.err(`Open this address, and log in:\n\n  ${address}\n\n`),
    });
    if (!this.jsonEnabled())
      this.io.out(`Logged in for ${onOneLine(done.instance)}. Runs renew the login by themselves.\n`);
    return done;
  }
}
