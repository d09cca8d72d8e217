import type { FlowScope } from './scope.ts';

export interface ReadTexts {
  /** Id of the service; `undefined`: nobody says it. */
  readonly id: string | undefined;
  readonly name: string;
  /** Company group that the name begins with. */
  readonly companyGroupId: string | undefined;
  /** Service that this one sweeps for. */
  readonly sweeps: string | undefined;
  readonly notes: readonly { readonly text: string }[];
}

/**
 * The inverse of `rules/name-to-flow.ts`, `company-group-to-name.ts`, `id-to-description.ts`, `sweeper-to-flow.ts` and
 * `notes-to-description.ts`. The description keeps the id when a flow has been on the platform, which drops what it does not know.
 */
export function readTexts({ flow, surroundings }: FlowScope): ReadTexts {
  const { source } = flow['x-repatch'] ?? {};
  let rest = flow.flow.description ?? '';
  const take = (pattern: RegExp): string | undefined => {
    const match = pattern.exec(rest);
    if (match === null) return undefined;
    rest = rest.slice(match[0].length);
    return match[1];
  };
  const described =
    source !== undefined && rest.startsWith(`From service ${source.service}.`)
      ? take(new RegExp(`^From service (.{${source.service.length}})\\.(?: |$)`, 'su'))
      : take(/^From service (.+?)\.(?: |$)/su);
  const sweeps = take(/^Sweeper of service (.+?)\.(?: |$)/su);
  const group =
    surroundings.companyGroups.length < 2
      ? undefined
      : surroundings.companyGroups.find(({ name }) => flow.flow.name.startsWith(`${name}: `));
  return {
    id: source?.service ?? described,
    name: group === undefined ? flow.flow.name : flow.flow.name.slice(group.name.length + 2),
    companyGroupId: group?.id,
    sweeps,
    notes: rest.trim() === '' ? [] : [{ text: rest.trim() }],
  };
}
