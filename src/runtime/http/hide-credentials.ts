import type { RunContext } from '../../contract/context.ts';

const credentialNames =
  /authori[sz]|credential|passw|pwd|secret|session|signature|token|api[-_]?key|^(?:auth|key|pw|sig)$/iu;
/** They say where a page begins, and nobody can do anything else with them. */
const cursors = /(?:page|next|continuation|cursor|sync|scroll|start(?:ing)?)[-_]?token/iu;
/** Shorter values are found everywhere. */
const shortest = 8;

/** Addresses that answers name may carry credentials that no instance knows of: they are hidden like those it knows. */
export function hideCredentials({ searchParams }: URL, { redaction }: Pick<RunContext, 'redaction'>): void {
  for (const [name, value] of searchParams)
    if (credentialNames.test(name) && !cursors.test(name) && value.length >= shortest) redaction.add(value);
}
