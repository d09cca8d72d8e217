import { createHash } from 'node:crypto';
import type { Finding } from '../../diagnostics/diagnostic.ts';
import type { FlowFile, FlowStep, FlowVersion } from '../../flow/model.ts';
import type { ServiceBundle } from '../../legacy/bundle.ts';
import { canonicalJson, type JsonObject } from '../../text/json.ts';

/** A bundle without its services: what they refer to. */
export type Surroundings = Omit<ServiceBundle, 'services'>;

/** A step of the flow with its JSON pointer and the kind of its shape; `''`: no shape is called so. */
export interface PlacedStep {
  readonly step: FlowStep;
  readonly pointer: string;
  readonly kind: string;
}

/** Something that no service can say. It stands unless the residue knows what the service said there. */
export interface Refusal {
  /** What stands for it in the service that was read. */
  readonly digest: string;
  readonly finding: Finding;
}

/** What every reader of a flow sees. */
export interface FlowScope {
  readonly flow: FlowFile;
  readonly version: FlowVersion;
  /** JSON pointer of the version. */
  readonly at: string;
  readonly surroundings: Surroundings;
  /** Refuses a part of the flow, unless the residue knows what it stands for. Gives what stands for it in the service. */
  refuse(part: unknown, finding: Finding): JsonObject;
  /** Refuses likewise what has no place in a service, such as a whole step. */
  refuseWhole(part: unknown, finding: Finding): void;
  /** Says what the service that comes back does not have. */
  remark(finding: Finding): void;
}

/** Names a part of the flow by what it says. */
export function digestOf(part: unknown): string {
  return createHash('sha256')
    .update(canonicalJson(withoutPlace(part)))
    .digest('hex')
    .slice(0, 16);
}

/** Member that stands in a service for a part of the flow that cannot be read. */
export const unreadMember = 'x-not-read';

/** Places, numbers and provenance change without a change of what the step does. */
function withoutPlace(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(withoutPlace);
  if (part === null || typeof part !== 'object') return part;
  const { id: _id, parent_id: _parent, position: _position, 'x-repatch': _provenance, ...rest } = part as JsonObject; // checked on the line above
  return rest;
}
