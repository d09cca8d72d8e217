import type { Service, ServiceBundle } from '../legacy/bundle.ts';

/** Pushes of one record before it counts as failed for good. Inferred: "up to four" on the sync report. */
const defaultAttempts = 4;

export interface EffectiveService extends Service {
  /** Name of its ledger. */
  readonly ledger: string;
  /** Pushes of one record before it counts as failed for good. */
  readonly attempts: number;
}

/** A sweeper without settings of its own works as its partner does, and both share one ledger. */
export function effectiveService(service: Service, { services }: ServiceBundle): EffectiveService {
  const partner = services.find(({ id }) => id === service.sweeps);
  const dedupe = service.dedupe ?? partner?.dedupe;
  return {
    ...service,
    mappings: service.mappings.length === 0 && partner !== undefined ? partner.mappings : service.mappings,
    ...(dedupe === undefined ? {} : { dedupe }),
    ledger: partner?.id ?? service.id,
    attempts: service.source.maximumAttempts ?? partner?.source.maximumAttempts ?? defaultAttempts,
  };
}
