/** One way to break one unit, and the examples that have to notice it. */
export interface Sabotage {
  readonly kind: string;
  readonly unit: string;
  readonly name: string;
  /** Breaks the unit; what is returned mends it again. */
  readonly damage: () => () => void;
  /** The examples, each as a check that throws. */
  readonly checks: readonly (() => void | Promise<void>)[];
}

/** What is replaced of a unit, by the name of the damage. */
export type Damages = Readonly<Record<string, object>>;

/** True when an example fails while the unit is broken. */
export async function isNoticed({ damage, checks }: Sabotage): Promise<boolean> {
  const mend = damage();
  try {
    for (const check of checks) await check();
    return false;
  } catch {
    return true;
  } finally {
    mend();
  }
}

/** Replaces members of the unit itself, which the catalogues hold: everybody who uses it meets the damage. */
export function sabotages(
  { kind, name, unit, checks }: { kind: string; name: string; unit: object; checks: Sabotage['checks'] },
  damages: Damages,
): readonly Sabotage[] {
  return Object.entries(damages).map(([what, members]) => ({
    kind,
    unit: name,
    name: what,
    checks,
    damage() {
      const before = Object.getOwnPropertyDescriptors(unit);
      Object.assign(unit, members);
      return () => {
        for (const key of Object.keys(members)) Reflect.deleteProperty(unit, key);
        Object.defineProperties(unit, before);
      };
    },
  }));
}

/** One damage for each of the names. */
export function forEach(names: Iterable<string>, damage: (name: string) => readonly [string, object]): Damages {
  return Object.fromEntries(Array.from(new Set(names), damage));
}

/** These damages, where the examples speak of what they break. */
export function where(isSo: boolean, damages: Damages): Damages {
  return isSo ? damages : {};
}

/** The object without one member; it stands for the whole object again. */
export function without<Whole>(whole: Whole, key: string): Whole {
  return Object.fromEntries(Object.entries(whole as object).filter(([name]) => name !== key)) as Whole; // less is what breaks
}
