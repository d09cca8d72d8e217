import type { FlowFile } from '../../src/flow/model.ts';
import type { Edit } from './edit.ts';
import { filterKinds } from './kinds/filters.ts';
import { lookupKinds } from './kinds/lookups.ts';
import { mappingKinds } from './kinds/mappings.ts';
import { settingKinds } from './kinds/settings.ts';
import { stepKinds } from './kinds/steps.ts';
import { transformKinds } from './kinds/transforms.ts';

/** What is touched by a mutant, for whoever decides whether it is one. */
export type Touches = 'filter' | 'map' | 'other';

export interface Change {
  readonly edits: readonly Edit[];
  /** What became what, in a few words. */
  readonly what: string;
}

/** A kind of mistake that can be made in a flow. */
export interface MutantKind {
  readonly name: string;
  readonly touches: Touches;
  /** Every place of the flow at which it can be made. */
  readonly changes: (flow: FlowFile) => readonly Change[];
}

export const kinds: readonly MutantKind[] = [
  ...filterKinds,
  ...mappingKinds,
  ...transformKinds,
  ...lookupKinds,
  ...stepKinds,
  ...settingKinds,
];
