import type { FlowStep } from '../flow/model.ts';
import { isObject } from '../text/json.ts';

/** Where the record waits, whole, while elements of a copy of one of its lists are taken away. */
const whole = 'whole_record';

type Map = Pick<FlowStep, 'microservice' | 'config'>;

/** A map that puts the record aside, and a list of it beside it. Wrapped, because a path cannot name the payload itself. */
export function setAside(list: string): Map {
  const rules = [
    { sources: ['0'], target: `0.${whole}` },
    { sources: [`0.${list}`], target: `0.${list}`, when_missing: 'omit' },
  ];
  return { microservice: 'map', config: { wrap_input: true, rules } };
}

/** A map that gives the whole record back. */
export function takeBack(): Map {
  return { microservice: 'map', config: { wrap_input: true, rules: [{ sources: [`0.${whole}`], target: '0' }] } };
}

export function isSetAside(step: FlowStep): boolean {
  return rulesOf(step)[0]?.['target'] === `0.${whole}`;
}

export function isTakenBack(step: FlowStep): boolean {
  const [rule, ...others] = rulesOf(step);
  return others.length === 0 && JSON.stringify(rule?.['sources']) === JSON.stringify([`0.${whole}`]);
}

function rulesOf({ config }: FlowStep): readonly Record<string, unknown>[] {
  const rules: unknown = config?.['rules'];
  return Array.isArray(rules) ? rules.filter(isObject) : [];
}
