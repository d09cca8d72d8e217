import { Command } from '@oclif/core/command';
import * as Flags from '@oclif/core/flags';
import { errorJson, printError } from './errors.ts';
import { fromFramework } from './framework-errors.ts';
import { processIo } from './io.ts';
import { jsonText } from './json-text.ts';

/** What all commands share: --json for results and failures, exit codes, one way to fail. */
export abstract class BaseCommand extends Command {
  static override readonly enableJsonFlag = true;
  static override readonly baseFlags = {
    'no-input': Flags.boolean({ summary: 'Never ask; fail when a value is missing.', helpGroup: 'GLOBAL' }),
  };

  readonly io = processIo();

  /** Sets the exit code without ending the process, so that output is written to the end. */
  protected endWith(exit: number): void {
    process.exitCode = exit;
  }

  protected override async catch(error: Error): Promise<void> {
    this.endWith(await printError(fromFramework(error, this.ctor), this.jsonEnabled(), this.io));
  }

  override logJson(json: unknown): void {
    this.io.out(jsonText(json));
  }

  protected override toErrorJson(error: unknown): unknown {
    return errorJson(error);
  }
}
