import type { Profile } from '../config/profile.ts';
import type { ConnectorDefinition, Endpoint } from '../connector/definition.ts';
import type { Instance } from '../connector/instance.ts';
import { convertBundle } from '../convert/convert.ts';
import { CliError } from '../diagnostics/cli-error.ts';
import type { FlowFile } from '../flow/model.ts';
import type { Service, ServiceBundle } from '../legacy/bundle.ts';
import type { DecisionsFile } from '../legacy/decisions.ts';
import type { HttpPort } from '../contract/ports.ts';
import type { ScriptPort } from '../contract/script.ts';
import type { SpillPort } from '../contract/spill.ts';
import type { LoadedSamples } from '../simulator/load-samples.ts';
import { asDecided } from './as-decided.ts';
import { timeLimit, type Budget } from './budget.ts';
import { chooseRecords } from './choose-records.ts';
import { isCall, stepsOf } from './flow-steps.ts';
import { outlineService } from './outline.ts';
import { outOfTime } from './out-of-time.ts';
import { prepareEstate, type Estate } from './prepare-estate.ts';
import type { ServiceVerdict, UnverifiedService } from './result.ts';
import { verifyService, type ServiceCase } from './verify-service.ts';
import type { Partner, Setting } from './worlds.ts';

export interface GivenFlow {
  readonly flow: FlowFile;
  readonly file?: string;
}

export interface VerifyInput {
  readonly bundle: ServiceBundle;
  readonly connectors: ReadonlyMap<string, ConnectorDefinition>;
  /** Their secrets are never read: every run gets dummies. */
  readonly instances: ReadonlyMap<string, Instance>;
  readonly samples: Pick<LoadedSamples, 'records' | 'inbound'>;
  readonly decisions?: DecisionsFile;
  /** Flows by service id. Absent: the bundle is converted in memory. */
  readonly flows?: ReadonlyMap<string, GivenFlow>;
  /** Ids of the services to verify. Default: all. */
  readonly services?: readonly string[];
  /** Moment of the first run, in milliseconds since the epoch. Default: one minute after the newest sample. */
  readonly nowMs?: number;
  /** Made-up records with values in turn, for each service, at the least. Default: until every value was there. */
  readonly cases?: number;
  /** Time that the verification may take. Default: as long as it takes. */
  readonly budget?: Budget;
  /** Whether the first difference of a service is shown at the smallest example. Default: it is. */
  readonly hasExamples?: boolean;
  readonly profile: Profile;
  readonly http: HttpPort;
  /** Folder for payloads beyond the memory budget. */
  readonly spill: SpillPort;
  /** Runs custom scripts, on both sides. Absent: services that have some are refused. */
  readonly scripts?: ScriptPort;
  readonly signal: AbortSignal;
  readonly onProgress?: (service: string, scenario: string) => void;
}

/** A bundle with everything around it, ready for its services to be verified. */
export interface Verification {
  /** The services to verify, in the order of the bundle. */
  readonly services: readonly Service[];
  /** `budget` aborts when the time is up: scenarios behind that are left out, and named. Throws what is not about the service. */
  verify(service: string, budget?: AbortSignal): Promise<ServiceVerdict>;
}

/** Verifies the services of a bundle one after another. Same input, same result, as long as there is time. */
export async function verifyBundle(input: VerifyInput): Promise<readonly ServiceVerdict[]> {
  const verification = openVerification(input);
  const verdicts: ServiceVerdict[] = [];
  for (const [position, service] of verification.services.entries()) {
    const budgetMs = input.budget?.next(verification.services.length - position);
    const verdict = budgetMs === 0 ? outOfTime(service) : await verification.verify(service.id, timeLimit(budgetMs));
    verdicts.push(verdict);
  }
  return verdicts;
}

/** The services that are verified: those that are named, or all. */
export function servicesToVerify({ bundle, services }: Pick<VerifyInput, 'bundle' | 'services'>): readonly Service[] {
  return bundle.services.filter(({ id }) => services?.includes(id) !== false);
}

/** Converts the bundle once, for all services that are verified afterwards. */
export function openVerification(input: VerifyInput): Verification {
  const { bundle, decisions } = input;
  const estate = prepareEstate(bundle, input.connectors, input.instances);
  const converted = convertBundle({
    bundle,
    connectors: estate.connectors,
    ...(decisions === undefined ? {} : { decisions }),
    profile: input.profile,
  });
  const services = servicesToVerify(input);
  const flowOf = (id: string): { readonly flow?: FlowFile; readonly reference?: FlowFile } => {
    const reference = converted.flows.find((one) => one.service === id)?.flow;
    const flow = input.flows === undefined ? reference : (input.flows.get(id)?.flow ?? reference);
    return { ...(flow === undefined ? {} : { flow }), ...(reference === undefined ? {} : { reference }) };
  };
  /** Sweeper and partner list the same records of the same third party, or they are not run together. */
  const partnerOf = ({ sweeps, source }: Service): Partner | undefined => {
    const partner = bundle.services.find(({ id }) => id === sweeps);
    const { flow, reference } = flowOf(partner?.id ?? '');
    if (partner === undefined || flow === undefined) return undefined;
    if (partner.source.connectorId !== source.connectorId || partner.source.entity !== source.entity) return undefined;
    if (partner.trigger?.kind === 'inboundApi' || partner.trigger?.kind === 'webhook') return undefined;
    return {
      service: partner.id,
      flow,
      endpoints: endpointsOf(reference),
      timePaths: outlineService(bundle, partner).timePaths,
    };
  };
  const verifyOne = async (service: Service, budget: AbortSignal | undefined): Promise<ServiceVerdict> => {
    const written = converted.flows.find((one) => one.service === service.id);
    const reference = written?.flow;
    const given = input.flows === undefined ? undefined : input.flows.get(service.id);
    const flow = input.flows === undefined ? reference : given?.flow;
    if (flow === undefined) {
      const refused = converted.refused.find((one) => one.service === service.id)?.reason;
      return withoutFlow(service, refused ?? 'No flow file of this service was given.');
    }
    const open = converted.open.filter((id) => id.startsWith(`${service.id}/`)).length;
    const decided = asDecided(bundle, service, converted.questions);
    return verifyService({
      ...openCase(service, reference, estate, input, decided.bundle, partnerOf(service)),
      flow,
      reference,
      ...(written?.start === undefined ? {} : { start: written.start }),
      decided,
      openDecisions: input.flows === undefined ? open : 0,
      hasExamples: input.hasExamples ?? true,
      ...(given?.file === undefined ? {} : { file: given.file }),
      ...(budget === undefined ? {} : { budget }),
    }).catch((error: unknown) => brokenVerdict(service, error, input.signal));
  };
  return {
    services,
    async verify(id, budget) {
      const service = services.find((one) => one.id === id);
      if (service === undefined) throw new Error(`Service "${id}" is none of those to verify.`);
      return verifyOne(service, budget);
    },
  };
}

function openCase(
  service: Service,
  reference: FlowFile | undefined,
  estate: Estate,
  input: VerifyInput,
  decidedBundle: ServiceBundle,
  partner: Partner | undefined,
): Pick<ServiceCase, 'setting' | 'chosen' | 'generatedConnectors' | 'onScenario'> {
  const { bundle, samples, profile, http, signal, spill, scripts, onProgress } = input;
  const outline = outlineService(bundle, service, dedupeOf(service, decidedBundle));
  const party = estate.partyOf(service.source.connectorId) ?? '';
  const endpoints = endpointsOf(reference);
  const endpoint = findEndpoint(estate.connectors.get(party), service.source.entity, endpoints.source);
  const place = { party, entity: endpoint?.entityType ?? '', endpoint };
  const called = outline.isInbound ? [service.destination] : [service.source, service.destination];
  const used = called.flatMap((side) => estate.partyOf(side.connectorId) ?? []);
  return {
    setting: {
      bundle: decidedBundle,
      outline,
      connectors: estate.connectors,
      instances: estate.instances,
      samples: samples.records,
      source: place,
      endpoints,
      ...(partner === undefined ? {} : { partner }),
      profile,
      http,
      spill,
      ...(scripts === undefined ? {} : { scripts }),
      signal,
    },
    chosen: chooseRecords(outline, bundle, samples, place, profile, input),
    generatedConnectors: estate.generated.filter((name) => used.includes(name)),
    onScenario: (scenario) => onProgress?.(service.id, scenario),
  };
}

/** What the service, or its partner, knows a record by. */
function dedupeOf({ id, sweeps }: Service, { services }: ServiceBundle): Service['dedupe'] {
  const own = services.find((one) => one.id === id)?.dedupe;
  return own ?? services.find((one) => one.id === sweeps)?.dedupe;
}

function endpointsOf(reference: FlowFile | undefined): Setting['endpoints'] {
  const source = endpointName(reference, 'Receive');
  const destination = endpointName(reference, 'Send');
  return {
    ...(source === undefined ? {} : { source }),
    ...(destination === undefined ? {} : { destination }),
  };
}

/** The endpoint that the decisions have led to; `undefined` where the conversion calls none, or several. */
function endpointName(reference: FlowFile | undefined, direction: 'Receive' | 'Send'): string | undefined {
  const names = new Set(
    stepsOf(reference).flatMap((step) => (isCall(step, direction) ? (step.endpoint?.name ?? []) : [])),
  );
  const [only] = names;
  return names.size === 1 ? only : undefined;
}

function findEndpoint(
  connector: ConnectorDefinition | undefined,
  entity: string,
  name: string | undefined,
): Endpoint | undefined {
  const receiving = (connector?.endpoints ?? []).filter(({ direction }) => direction === 'Receive');
  return receiving.find((one) => (name === undefined ? one.entityType === entity : one.name === name));
}

/** One service whose comparison fails leaves the others their verdicts. Throws what is not about the service. */
function brokenVerdict({ id, name }: Service, error: unknown, { aborted }: AbortSignal): UnverifiedService {
  if (aborted || error instanceof CliError) throw error;
  const reason = `The comparison failed: ${error instanceof Error ? error.message : String(error)}`;
  return { verified: false, service: id, name, reason, isBroken: true };
}

function withoutFlow({ id, name }: Service, reason: string): UnverifiedService {
  return { verified: false, service: id, name, reason };
}
