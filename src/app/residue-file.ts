import type { ConvertResult } from '../convert/convert.ts';
import { residueOf } from '../convert/back/residue-of.ts';
import type { ServiceBundle } from '../legacy/bundle.ts';

/** Stands beside the flows, for the way back. */
export const residueName = 'residue.json';

export function residueText(bundle: ServiceBundle, { flows }: ConvertResult): string {
  return `${JSON.stringify(residueOf(bundle, flows), null, 2)}\n`;
}
