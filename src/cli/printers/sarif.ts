import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Diagnostic, Fix } from '../../diagnostics/diagnostic.ts';
import { fingerprintsOf } from '../../diagnostics/fingerprint.ts';
import { diagnosticTable } from '../../diagnostics/table.ts';

const levels = { error: 'error', warning: 'warning', info: 'note' } as const;

/** Diagnostics as SARIF 2.1.0, for code scanning. Only the rules that were broken are listed. */
export function printSarif(diagnostics: readonly Diagnostic[], version: string): string {
  const fingerprints = fingerprintsOf(diagnostics);
  const codes = [...new Set(diagnostics.map(({ code }) => code))].toSorted();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'repatch',
            version,
            rules: codes.map((code) => {
              const { title, means, why, fix, severity } = diagnosticTable[code];
              return {
                id: code,
                shortDescription: { text: title },
                fullDescription: { text: means },
                help: { text: `${why} ${fix}` },
                defaultConfiguration: { level: levels[severity] },
              };
            }),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map(({ code, severity, message, help, at, related, fix }, index) => ({
          ruleId: code,
          ruleIndex: codes.indexOf(code),
          level: levels[severity],
          message: { text: help === undefined ? message : `${message} ${help}` },
          locations: [locationOf(at)],
          partialFingerprints: { 'repatch/v1': fingerprints[index] },
          ...(fix === undefined ? {} : { fixes: [fixOf(at, fix)] }),
          ...(related.length === 0
            ? {}
            : { relatedLocations: related.map((one) => ({ ...locationOf(one.at), message: { text: one.message } })) }),
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function fixOf({ file, line, column, endLine, endColumn }: Diagnostic['at'], { title, text }: Fix): object {
  const deletedRegion = { startLine: line, startColumn: column, endLine, endColumn };
  const replacements = [{ deletedRegion, insertedContent: { text } }];
  return { description: { text: title }, artifactChanges: [{ artifactLocation: artifactOf(file), replacements }] };
}

function locationOf({ file, line, column, endLine, endColumn, pointer }: Diagnostic['at']): object {
  return {
    physicalLocation: {
      artifactLocation: artifactOf(file),
      region: { startLine: line, startColumn: column, endLine, endColumn },
    },
    ...(pointer === '' ? {} : { logicalLocations: [{ fullyQualifiedName: pointer }] }),
  };
}

/** Relative to the root of the sources, which the reader knows; what stands outside is named in full. */
function artifactOf(file: string): object {
  if (isAbsolute(file)) return { uri: pathToFileURL(file).href };
  const parts = file.split(/[\\/]/u).filter((part) => part !== '.');
  return { uri: parts.map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}
