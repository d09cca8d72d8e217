import { backCodes } from './codes/back.ts';
import { cliCodes } from './codes/cli.ts';
import { configCodes } from './codes/config.ts';
import { connectorCodes } from './codes/connector.ts';
import { convertCodes } from './codes/convert.ts';
import { flowCodes } from './codes/flow.ts';
import { lintCodes } from './codes/lint.ts';
import { patchworksCodes } from './codes/patchworks.ts';
import { lintConnectorCodes } from './codes/lint-connector.ts';
import { lintFlowCodes } from './codes/lint-flow.ts';
import { lintWorkspaceCodes } from './codes/lint-workspace.ts';
import { runCodes } from './codes/run.ts';
import { runFlowCodes } from './codes/run-flow.ts';
import { runScriptCodes } from './codes/run-script.ts';
import { runServiceCodes } from './codes/run-service.ts';
import { runStateCodes } from './codes/run-state.ts';
import { runTransportCodes } from './codes/run-transport.ts';
import { scaffoldAnalyseCodes } from './codes/scaffold-analyse.ts';
import { scaffoldPostmanCodes } from './codes/scaffold-postman.ts';
import { scaffoldOpenapiCodes } from './codes/scaffold-openapi.ts';
import { scaffoldSoapCodes } from './codes/scaffold-soap.ts';
import { serviceCodes } from './codes/service.ts';
import { textCodes } from './codes/text.ts';
import { testCodes } from './codes/test.ts';
import { verifyCodes } from './codes/verify.ts';
import type { DiagnosticEntry } from './entry.ts';

const codes = {
  ...textCodes,
  ...serviceCodes,
  ...flowCodes,
  ...connectorCodes,
  ...configCodes,
  ...convertCodes,
  ...backCodes,
  ...lintCodes,
  ...lintFlowCodes,
  ...lintConnectorCodes,
  ...lintWorkspaceCodes,
  ...runCodes,
  ...runFlowCodes,
  ...runScriptCodes,
  ...runServiceCodes,
  ...runStateCodes,
  ...runTransportCodes,
  ...testCodes,
  ...verifyCodes,
  ...patchworksCodes,
  ...scaffoldPostmanCodes,
  ...scaffoldAnalyseCodes,
  ...scaffoldOpenapiCodes,
  ...scaffoldSoapCodes,
  ...cliCodes,
};

/** Every code the toolkit can print. A code is never renamed and never reused. */
export type DiagnosticCode = keyof typeof codes;

export const diagnosticTable: Readonly<Record<DiagnosticCode, DiagnosticEntry>> = codes;

export function isDiagnosticCode(code: string): code is DiagnosticCode {
  return Object.hasOwn(diagnosticTable, code);
}
