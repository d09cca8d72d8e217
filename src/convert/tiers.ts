/** What a tier includes. Observed: the vendor's table of tiers; Enterprise begins at these figures. */
export interface Tier {
  readonly name: string;
  readonly operations: number;
  /** Connectors that are deployed. */
  readonly connectors: number;
  /** Runs that are under way at once. */
  readonly runs: number;
}

export const tiers: readonly Tier[] = [
  { name: 'Growth', operations: 150_000, connectors: 3, runs: 10 },
  { name: 'Professional', operations: 400_000, connectors: 4, runs: 20 },
  { name: 'Enterprise', operations: 1_000_000, connectors: 8, runs: 30 },
];
