/**
 * The public API of `@repatch/cli`: documents in, results and diagnostics out. Files are read and written by the
 * functions that take paths; everything else works on values.
 */
export { convertFile, type ConvertOptions, type ConvertReport } from './app/convert.ts';
export { runFile, type RunOptions, type RunReport } from './app/run.ts';
export { listRuns, showRun, type RunList, type RunsOptions, type ShownRun } from './app/runs.ts';
export { scaffoldFile, type ScaffoldOptions, type ScaffoldResult } from './app/scaffold.ts';
export { validateFiles, type ValidateResult } from './app/validate.ts';
export { verifyBundle, type VerifyInput } from './verify/verify-bundle.ts';
export { verifyFile, type VerifyOptions, type VerifyReport } from './app/verify.ts';
export type { Difference, ServiceVerdict } from './verify/result.ts';
export { convertBundle, type ConvertInput, type ConvertResult } from './convert/convert.ts';
export { CliError } from './diagnostics/cli-error.ts';
export type { Diagnostic, Severity, Span } from './diagnostics/diagnostic.ts';
export type { FlowFile } from './flow/model.ts';
export { runService, type ServiceRunInput } from './interpret/run-service.ts';
export type { ServiceBundle } from './legacy/bundle.ts';
export type { DecisionsFile } from './legacy/decisions.ts';
export { runFlow, type FlowRunInput } from './runtime/run-flow.ts';
export type { RunEvent, RunResult } from './contract/events.ts';
export type { Ports } from './contract/ports.ts';
export type { SigningHook } from './contract/define-auth.ts';
