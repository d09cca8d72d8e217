import { residueOf } from '../convert/back/residue-of.ts';
import type { ConvertResult } from '../convert/convert.ts';
import type { ServiceBundle } from '../legacy/bundle.ts';
import type { Residue } from '../legacy/residue.ts';

/** Stands beside the flows, for the way back. */
export const residueName = 'residue.json';

/** `narrowed`: where only some services are written, what the residue of before has of the others stays. */
export function residueText(
  bundle: ServiceBundle,
  { flows }: ConvertResult,
  narrowed?: { readonly before: string | undefined; readonly chosen: ReadonlySet<string> },
): string {
  const residue = residueOf(bundle, flows);
  const before = readBefore(narrowed?.before);
  const others = (before?.services ?? []).filter(({ service }) => narrowed?.chosen.has(service) === false);
  const place = new Map(residue.order.map((id, index) => [id, index]));
  const services = [...residue.services, ...others].toSorted(
    (a, b) => (place.get(a.service) ?? 0) - (place.get(b.service) ?? 0),
  );
  return print({ ...residue, lookups: { ...before?.lookups, ...residue.lookups }, services });
}

function readBefore(text: string | undefined): Partial<Residue> | undefined {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Partial<Residue>; // written by us; what is not is passed over
  } catch {
    return undefined;
  }
}

/** One line for each service: a residue is looked through, and not read. */
function print({ services, ...rest }: Residue): string {
  const head = JSON.stringify(rest, null, 2).slice(0, -2);
  const lines = services.map((service) => `    ${JSON.stringify(service)}`).join(',\n');
  return `${head},\n  "services": [${lines === '' ? '' : `\n${lines}\n  `}]\n}\n`;
}
