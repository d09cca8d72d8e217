import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { ScaffoldResult } from '../src/app/scaffold.ts';
import { BaseCommand } from '../src/cli/base-command.ts';
import { loadPaint } from '../src/cli/colour.ts';
import { jsonText } from '../src/cli/json-text.ts';
import { printSarif } from '../src/cli/printers/sarif.ts';
import { printDiagnosticsBriefly, printScaffold } from '../src/cli/printers/scaffold.ts';
import { printOperations } from '../src/cli/printers/operations.ts';
import { canAsk, createPrompt } from '../src/cli/prompt.ts';
import { askWhatToScaffold } from '../src/cli/scaffold-answers.ts';

export default class Scaffold extends BaseCommand {
  static override readonly summary = 'Generate a connector from an API description.';
  static override readonly description =
    'Reads OpenAPI 2.0, 3.0 and 3.1 and Postman 2.0 and 2.1. Writes a TypeScript package, a connector definition for flows and an instances.yaml. Exit code 1 when something has to be left out. On a terminal, without arguments, it asks.';
  static override readonly examples = [
    '<%= config.bin %> scaffold shop.openapi.yaml --out connectors/shop',
    '<%= config.bin %> scaffold shop.openapi.yaml --list',
    '<%= config.bin %> scaffold shop.openapi.yaml --explain "GET /orders"',
    '<%= config.bin %> scaffold shop.openapi.yaml --into .',
    '<%= config.bin %> scaffold shop.openapi.yaml --tag orders --only definition',
    '<%= config.bin %> scaffold shop.openapi.yaml --out connectors/shop --check',
    '<%= config.bin %> scaffold shop.openapi.yaml --out connectors/shop --update --since shop.old.yaml',
    '<%= config.bin %> scaffold --blank --name Shop --base-url https://api.example.com --auth bearer',
  ];
  static override readonly args = { spec: Args.string({ description: 'An API description. Without one, it asks.' }) };
  static override readonly flags = {
    name: Flags.string({ summary: 'Name of the connector. Default: from the title of the API.', helpGroup: 'INPUT' }),
    tag: Flags.string({ summary: 'Only operations with this tag; repeatable.', multiple: true, helpGroup: 'INPUT' }),
    path: Flags.string({
      summary: 'Only this path; * stands for anything; repeatable.',
      multiple: true,
      helpGroup: 'INPUT',
    }),
    operation: Flags.string({
      summary: 'Only this operation, by id or "METHOD path"; repeatable.',
      multiple: true,
      helpGroup: 'INPUT',
    }),
    'allow-outside': Flags.boolean({
      summary: 'References may leave the folder of the description.',
      helpGroup: 'INPUT',
    }),
    since: Flags.string({
      summary: 'The description as it was before; reports what the new one breaks.',
      helpGroup: 'INPUT',
    }),
    blank: Flags.boolean({
      summary: 'Start from a blank REST description instead.',
      helpGroup: 'INPUT',
      exclusive: ['check', 'dry-run', 'since', 'update'],
    }),
    'base-url': Flags.string({ summary: 'Base URL, for --blank.', dependsOn: ['blank'], helpGroup: 'INPUT' }),
    auth: Flags.string({
      summary: 'Authentication, for --blank.',
      options: ['none', 'basic', 'bearer', 'api-key', 'oauth2'],
      dependsOn: ['blank'],
      helpGroup: 'INPUT',
    }),
    out: Flags.string({ summary: 'Folder to write. Default: connectors/NAME.', helpGroup: 'OUTPUT' }),
    into: Flags.string({
      summary: 'Add the definition, an instance, names of secrets and a flow to this workspace.',
      helpGroup: 'OUTPUT',
      exclusive: ['check'],
    }),
    only: Flags.string({ summary: 'Write only this part.', options: ['package', 'definition'], helpGroup: 'OUTPUT' }),
    format: Flags.string({
      summary: 'Form of the report. Default: pretty.',
      options: ['pretty', 'json', 'sarif'],
      helpGroup: 'OUTPUT',
    }),
    list: Flags.boolean({
      summary: 'List the operations with what was found of each, and write nothing.',
      helpGroup: 'BEHAVIOUR',
      exclusive: ['explain', 'blank'],
    }),
    explain: Flags.string({
      summary: 'Say what was found of this operation, by name or "METHOD path", and what it rests on.',
      helpGroup: 'BEHAVIOUR',
      exclusive: ['blank'],
    }),
    'dry-run': Flags.boolean({ summary: 'Say what would be written, and write nothing.', helpGroup: 'BEHAVIOUR' }),
    check: Flags.boolean({
      summary: 'Exit 1 when the folder is not what would be generated now.',
      helpGroup: 'BEHAVIOUR',
    }),
    update: Flags.boolean({
      summary: 'Replace what was generated before; edits and own files stay.',
      helpGroup: 'BEHAVIOUR',
    }),
    strict: Flags.boolean({ summary: 'Treat repairs of a faulty description as errors.', helpGroup: 'BEHAVIOUR' }),
    'allow-partial': Flags.boolean({ summary: 'Go on without what has to be left out.', helpGroup: 'BEHAVIOUR' }),
    force: Flags.boolean({ summary: 'Write over edits and into folders with other files.', helpGroup: 'BEHAVIOUR' }),
  };

  async run(): Promise<ScaffoldResult> {
    const { args, flags } = await this.parse(Scaffold);
    const prompt = createPrompt(this.io, canAsk(this.io, { json: this.jsonEnabled(), noInput: flags['no-input'] }));
    const answers = await askWhatToScaffold({ ...flags, spec: args.spec }, prompt);
    const { scaffoldFromFlags } = await import('../src/app/scaffold.ts');
    const result = await scaffoldFromFlags(answers, flags);
    this.endWith(result.exit);
    if (flags.format === 'sarif') this.io.out(printSarif(result.diagnostics, this.config.version));
    else if (flags.format === 'json' && !this.jsonEnabled()) this.io.out(jsonText(result));
    else if (!this.jsonEnabled()) {
      this.io.err(printDiagnosticsBriefly(result.diagnostics, await loadPaint(this.io.colour.err)));
      this.io.out(
        result.operations === undefined
          ? printScaffold(result)
          : printOperations(result.operations, flags.explain !== undefined),
      );
    }
    return result;
  }
}
