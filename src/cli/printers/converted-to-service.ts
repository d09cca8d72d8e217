import type { ConvertToServiceReport } from '../../app/convert-to-service.ts';
import { loadPaint } from '../colour.ts';
import type { Io } from '../io.ts';
import { count } from '../words.ts';
import { printDiagnostic } from './pretty.ts';

/** What came back, what was refused and why. */
export async function printConvertedToService(report: ConvertToServiceReport, io: Io): Promise<void> {
  const { services, refused, withoutFlow, file, residue, diagnostics } = report;
  const paint = await loadPaint(io.colour.err);
  for (const one of diagnostics) io.err(`${printDiagnostic(one, undefined, paint)}\n`);
  const lines = [
    `${count(services.length, 'flow')} came back as ${services.length === 1 ? 'a service' : 'services'}${refused.length === 0 ? '' : `, ${refused.length} refused`}`,
    ...(residue === undefined ? [] : [`read ${residue}`]),
    ...refused.map((flow) => `refused ${flow}`),
    ...(file === undefined ? ['nothing was written'] : [`wrote ${file}`]),
    ...(withoutFlow.length === 0
      ? []
      : [`not in the bundle, because no flow of theirs was given or it was refused: ${listed(withoutFlow)}`]),
    ...(file === undefined ? [] : [`next: repatch validate ${file}`]),
  ];
  io.out(`${lines.join('\n')}\n`);
}

const most = 20;

function listed(ids: readonly string[]): string {
  const shown = ids.slice(0, most).map((id) => `service ${id}`);
  return `${shown.join(', ')}${ids.length > most ? ` and ${ids.length - most} more` : ''}`;
}
