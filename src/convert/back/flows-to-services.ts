import type { Finding } from '../../diagnostics/diagnostic.ts';
import type { FlowFile } from '../../flow/model.ts';
import type { Service, ServiceBundle } from '../../legacy/bundle.ts';
import type { Residue } from '../../legacy/residue.ts';
import { canonicalJson, type JsonObject } from '../../text/json.ts';
import { applyResidue } from './apply-residue.ts';
import { inFormatOrder } from './in-format-order.ts';
import { Lookups } from './lookups.ts';
import { changedSince, type StepMark } from './marks.ts';
import { readService, type ReadService } from './service-from-flow.ts';
import { bareSurroundings, completed } from './surroundings.ts';

export interface BackInput {
  readonly flows: readonly FlowFile[];
  /** What the conversion to flows left behind. */
  readonly residue?: Residue;
}

export interface BackResult {
  /** `undefined`: no flow came back. */
  readonly bundle: ServiceBundle | undefined;
  /** One for each flow, in their order. */
  readonly flows: readonly FlowOutcome[];
}

export interface FlowOutcome {
  /** Id of the service; absent: the flow is refused, and the findings say why. */
  readonly service?: string;
  /** Pointers lead into the flow. Codes: `back/*`. */
  readonly findings: readonly Finding[];
}

/**
 * Turns flows back into services. What the flows do not hold comes from the residue; where a flow was changed since, the flow is
 * right. A flow that does more than a service can say is refused. Pure and total for documents that their schemas accept.
 */
export function flowsToServices({ flows, residue }: BackInput): BackResult {
  const surroundings = residue?.bundle ?? bareSurroundings(flows);
  const lookups = new Lookups(surroundings, residue?.lookups ?? {});
  const taken = new Set<string>();
  const services: JsonObject[] = [];
  const reads: ReadService[] = [];
  const outcomes = flows.map((flow): FlowOutcome => {
    const read = readService(flow, surroundings, lookups);
    const { service, findings } = complete(flow, read, residue);
    const id = String(service['id']);
    const all = [...read.remarks, ...findings, ...(taken.has(id) ? [sameService(id)] : [])];
    if (all.some(isRefusal)) return { findings: all };
    taken.add(id);
    services.push(service);
    reads.push(read);
    return { service: id, findings: all };
  });
  if (services.length === 0) return { bundle: undefined, flows: outcomes };
  const inOrder = sorted(services, residue?.order ?? []) as unknown as readonly Service[]; // read member by member, or as the residue has them
  const groups = new Set(inOrder.map(({ companyGroupId }) => companyGroupId));
  const notified = new Set(inOrder.flatMap(({ alerts }) => alerts.notificationGroupIds));
  const around = completed(
    surroundings,
    reads.flatMap(({ sides }) => sides).filter(({ side }) => isUsed(inOrder, side.connectorId)),
    { companyGroups: groups, notificationGroups: notified },
  );
  const bundle = { ...around, services: [...inOrder], crossReferences: [...lookups.tables()] };
  return { bundle: inFormatOrder(bundle), flows: outcomes };
}

function complete(
  flow: FlowFile,
  read: ReadService,
  residue: Residue | undefined,
): { readonly service: JsonObject; readonly findings: readonly Finding[] } {
  const own = residue?.services.find(({ service }) => service === read.id);
  const { service, superseded } = applyResidue(read.draft, own ?? {});
  const text = canonicalJson(service);
  const refused = read.refusals.filter(({ digest }) => text.includes(digest)).map(({ finding }) => finding);
  if (refused.length > 0) return { service, findings: refused };
  const isKnown = residue?.order.includes(read.id ?? '') === true;
  return {
    service,
    findings: [
      ...superseded.map(({ at, value }) => flowWins(at, value)),
      ...(own?.marks === undefined ? [] : changedSince(own.marks, read.marks).map(unheldChange)),
      ...(flow['x-repatch']?.source !== undefined && !isKnown ? [noResidue(flow)] : []),
    ],
  };
}

function isRefusal({ code, severity }: Finding): boolean {
  return severity === undefined && !remarks.has(code);
}

const remarks: ReadonlySet<string> = new Set([
  'back/flow-wins',
  'back/no-residue',
  'back/not-kept',
  'back/empty-lookup',
  'back/single-records',
  'back/changed-step',
]);

function flowWins(at: string, value: unknown): Finding {
  const was = value === undefined ? 'nothing' : JSON.stringify(value);
  return {
    code: 'back/flow-wins',
    message: `The flow was changed where the service said ${was.length > 200 ? `${was.slice(0, 200)}…` : was} at "${at}".`,
    help: 'The service follows the flow; check this place in the bundle.',
    pointer: '',
  };
}

function unheldChange({ what, pointer }: StepMark): Finding {
  return {
    code: 'back/changed-step',
    message: `${what} was changed since it was converted, or stands in another place, in a way that no service can say.`,
    help: 'Check whether the service does what you want; convert it again to see what the step was.',
    pointer,
  };
}

function noResidue({ 'x-repatch': own }: FlowFile): Finding {
  return {
    code: 'back/no-residue',
    message: `The residue of service "${own?.source?.service ?? ''}" is missing: what the flow cannot hold is made up or left out.`,
    help: 'Give the residue.json that was written beside the flow: --residue FILE.',
    pointer: '/x-repatch/source',
  };
}

function sameService(id: string): Finding {
  return {
    code: 'back/same-service',
    message: `Another flow is service "${id}" already.`,
    help: 'Give one of the two flows only, or another id under "x-repatch", "source", "service".',
    pointer: '',
  };
}

function isUsed(services: readonly Service[], connectorId: string): boolean {
  return services.some(
    ({ source, destination }) => source.connectorId === connectorId || destination.connectorId === connectorId,
  );
}

/** In the order of the bundle; new ones stay behind, in the order of the flows. */
function sorted(services: readonly JsonObject[], order: readonly string[]): readonly JsonObject[] {
  const places = new Map(order.map((id, index) => [id, index]));
  const placeOf = (service: JsonObject): number => places.get(String(service['id'])) ?? order.length;
  return services.toSorted((a, b) => placeOf(a) - placeOf(b));
}
