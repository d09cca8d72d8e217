import type { RunContext } from './context.ts';
import type { Touches } from './define-shape.ts';
import type { ScriptName } from './script.ts';

/** A script whose text does not mention the flow leaves flow variables alone; another may read and write all of them. */
export function touchesOfScript({ name }: ScriptName, { catalogue }: RunContext): Touches {
  const isAware = catalogue.scripts.some((script) => script.name === name && /\bflow\b/u.test(script.code));
  return isAware ? { reads: ['all variables'], writes: ['all variables'] } : {};
}
