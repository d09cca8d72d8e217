/**
 * The public API of `@repatch/cli`, described in docs/api.md: documents in, results and diagnostics out. The functions
 * ending in `File` or `Files` read and write files as the commands do; the others work on values.
 */
export { openWorkspace } from './app/open-workspace.ts';
export type { Workspace, WorkspaceOptions } from './workspace/workspace.ts';

export { parseDocument, validate, type ParsedDocument } from './app/parse.ts';
export { validateFiles, type ValidateResult } from './app/validate.ts';
export { CliError } from './diagnostics/cli-error.ts';
export type { Diagnostic, Severity, Span } from './diagnostics/diagnostic.ts';

export { runFlow, runService, type FlowRunOptions, type ServiceRunOptions } from './app/run-values.ts';
export { runFile, type RunOptions, type RunReport } from './app/run.ts';
export { listRuns, showRun, type RunList, type RunsOptions, type ShownRun } from './app/runs.ts';
export type { Failure, RunEvent, RunProgress, RunResult, RunStart, RunTrigger } from './contract/events.ts';

export { nodePorts, type NodePorts, type NodePortsOptions } from './app/node-ports.ts';
export type { SigningHook } from './contract/define-auth.ts';
export type { RunJournal } from './contract/journal.ts';
export type {
  Clock,
  HttpPort,
  HttpRequest,
  HttpResponse,
  Notification,
  Ports,
  SecretsPort,
  Stores,
} from './contract/ports.ts';
export { Secret } from './text/secret.ts';

export { convertBundle, type ConvertInput, type ConvertResult } from './convert/convert.ts';
export { convertFile, type ConvertOptions, type ConvertReport } from './app/convert.ts';

export { flowsToServices, type BackInput, type BackResult } from './convert/back/flows-to-services.ts';
export { residueOf } from './convert/back/residue-of.ts';
export {
  convertFilesToServices,
  type ConvertToServiceOptions,
  type ConvertToServiceReport,
} from './app/convert-to-service.ts';

export { verify, type VerifyValuesOptions } from './app/verify-values.ts';
export { verifyFile, type VerifyOptions, type VerifyReport } from './app/verify.ts';
export type { Difference, ServiceVerdict } from './verify/result.ts';

export { testFiles, type TestOptions, type TestReport } from './app/test.ts';
export { writeFirstTest, type FirstTest, type FirstTestOptions } from './app/first-test.ts';

export { scaffoldFile, type ScaffoldOptions, type ScaffoldResult } from './app/scaffold.ts';

export { profileTable, resolveProfile, type Profile } from './config/profile.ts';
export type { ConnectorDefinition, Endpoint } from './connector/definition.ts';
export type { Instance } from './connector/instance.ts';
export type { EnvironmentFile } from './flow/environment.ts';
export type { FlowFile } from './flow/model.ts';
export type { ServiceBundle } from './legacy/bundle.ts';
export type { DecisionsFile } from './legacy/decisions.ts';
