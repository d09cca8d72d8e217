import { canonicalJson } from '../../text/json.ts';
import type { SecurityRequirement } from '../api-model.ts';
import { type Changes, type Place, below } from './change.ts';

/** Every way in that there was must still be one; further ways are no harm. */
export function compareSecurity(
  before: readonly SecurityRequirement[],
  after: readonly SecurityRequirement[],
  place: Place,
  changes: Changes,
): void {
  const was = new Set((before.length === 0 ? [[]] : before).map(requirementKey));
  const is = new Set((after.length === 0 ? [[]] : after).map(requirementKey));
  const lost = [...was].filter((key) => !is.has(key) && !is.has(requirementKey([])));
  const isSame = was.size === is.size && [...was].every((key) => is.has(key));
  if (isSame) return;
  const message = `${place.subject} asks for ${securityWords(after)}, before for ${securityWords(before)}.`;
  changes.add(
    below(place, `${place.subject} security`, '/security'),
    'security-changed',
    lost.length > 0 ? 'breaking' : 'compatible',
    message,
  );
}

function requirementKey(requirement: SecurityRequirement): string {
  return requirement
    .map(({ scheme, scopes }) => canonicalJson([scheme, scopes.toSorted()]))
    .toSorted()
    .join(' ');
}

function securityWords(requirements: readonly SecurityRequirement[]): string {
  if (requirements.length === 0) return 'no credentials';
  return requirements
    .map((requirement) =>
      requirement.length === 0
        ? 'no credentials'
        : requirement
            .map(({ scheme, scopes }) => (scopes.length === 0 ? scheme : `${scheme} (${scopes.join(', ')})`))
            .join(' and '),
    )
    .join(' or ');
}
