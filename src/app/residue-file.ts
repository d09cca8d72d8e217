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
  const others = servicesOf(narrowed?.before).filter(({ service }) => narrowed?.chosen.has(service) === false);
  const place = new Map(residue.order.map((id, index) => [id, index]));
  const services = [...residue.services, ...others].toSorted(
    (a, b) => (place.get(a.service) ?? 0) - (place.get(b.service) ?? 0),
  );
  return `${JSON.stringify({ ...residue, services }, null, 2)}\n`;
}

function servicesOf(text: string | undefined): Residue['services'] {
  if (text === undefined) return [];
  try {
    return (JSON.parse(text) as Residue).services ?? []; // written by us; what is not is passed over
  } catch {
    return [];
  }
}
