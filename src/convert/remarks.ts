/** A behaviour of services that no value of the bundle stands for, and the services that have it. */
export interface Behaviour {
  /** Name of the rule that says what becomes of it. */
  readonly rule: string;
  /** Ids; none: it concerns the whole bundle. */
  readonly services: readonly string[];
}

/** Collects behaviours, each once for all services that have it. */
export class Remarks {
  readonly #services = new Map<string, Set<string>>();

  /** `service`: id, or `undefined` for the whole bundle. */
  add(rule: string, service: string | undefined): void {
    const services = this.#services.get(rule) ?? new Set();
    if (service !== undefined) services.add(service);
    this.#services.set(rule, services);
  }

  behaviours(): readonly Behaviour[] {
    return Array.from(this.#services, ([rule, services]) => ({ rule, services: [...services] })).toSorted((a, b) =>
      a.rule < b.rule ? -1 : 1,
    );
  }
}
