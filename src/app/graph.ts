import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import { mermaidOf } from '../flow/mermaid.ts';
import type { FlowFile } from '../flow/model.ts';
import { chosenVersion, type VersionChoice } from '../runtime/version-to-run.ts';
import { readDocument } from '../workspace/read-document.ts';

export interface FlowGraph {
  readonly flow: string;
  /** Mermaid flowchart. */
  readonly mermaid: string;
}

/** Draws one version of a flow. Errors: CliError `cli/wrong-usage`. */
export async function graphFile(file: string, version?: VersionChoice): Promise<FlowGraph> {
  const { kind, value, diagnostics } = await readDocument(file);
  if (kind !== 'flow' || value === undefined) {
    const message = hasErrors(diagnostics) ? `"${file}" has errors.` : `"${file}" is no flow.`;
    throw new CliError('cli/wrong-usage', message, {
      help: `Give a *.flow file; check it with: repatch validate ${file}`,
      exit: EXIT.problems,
    });
  }
  const flow = value as FlowFile; // accepted by the schema of its kind
  const chosen = chosenVersion(flow, version);
  if (chosen !== undefined) return { flow: flow.flow.name, mermaid: mermaidOf(chosen) };
  throw new CliError('cli/wrong-usage', `Flow "${flow.flow.name}" has no version "${version ?? ''}".`, {
    help: 'Give the number of a version, draft or deployed.',
    exit: EXIT.usage,
  });
}
