import type { ServiceConnector, System } from '../../legacy/bundle.ts';
import { parsePath, printPath } from '../../text/path.ts';
import { joinPointer } from '../../text/pointer.ts';
import { openDictionary } from '../fields.ts';
import type { FlowScope, PlacedStep } from './scope.ts';

/** A side of the service that was read, and what is known of it. */
export interface ReadSide {
  readonly connectorId: string;
  readonly entity: string;
  readonly system: System | undefined;
  readonly connector: ServiceConnector | undefined;
  /** The name of a field by its path in a record. */
  fieldAt(path: string): string;
}

type FieldAt = ReadSide['fieldAt'];

/** Systems are few, and the flows that use them many. */
const known = new WeakMap<System, Map<string, FieldAt>>();

/** Reads paths back: a field that the system declares has its name, and any other is called like its path. */
export function openFields(system: System | undefined, entity: string): FieldAt {
  if (system === undefined) return (path) => path;
  const ofSystem = known.get(system) ?? new Map<string, FieldAt>();
  known.set(system, ofSystem);
  const found = ofSystem.get(entity) ?? readNames(system, entity);
  ofSystem.set(entity, found);
  return found;
}

function readNames(system: System, entity: string): FieldAt {
  const pathOf = openDictionary(system, entity);
  const declared = system.entities.find(({ type }) => type === entity)?.fields ?? [];
  const names = new Map(declared.toReversed().map(({ name }) => [pathOf(name), name]));
  return (path) => names.get(path) ?? names.get(printPath(parsePath(path))) ?? path;
}

/** A path inside a page as one inside a record; `undefined`: it does not lead into the records. */
export function inRecord(path: string, recordsPath: string): string | undefined {
  const prefix = recordsPath === '' || recordsPath === '*' ? '*.' : `${recordsPath}.*.`;
  return path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
}

export function pointerTo({ pointer }: PlacedStep, ...tokens: readonly (string | number)[]): string {
  return joinPointer(pointer, ...tokens);
}

/** The service connector that an instance stands for: of the same name, and of the same system where that is known. */
export function connectorNamed(
  { surroundings }: FlowScope,
  instance: string,
  definition: string | undefined,
): ServiceConnector | undefined {
  const { connectors, systems } = surroundings;
  const named = connectors.filter(({ name }) => name === instance);
  const isOf = ({ systemId }: ServiceConnector): boolean =>
    definition === undefined ||
    systemId === definition ||
    systems.some(({ id, name }) => id === systemId && name === definition);
  return named.find(isOf) ?? named[0];
}
