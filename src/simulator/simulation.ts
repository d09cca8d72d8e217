import type { ConnectorDefinition, Endpoint } from '../connector/definition.ts';
import type { Instance } from '../connector/instance.ts';
import { TerminalError } from '../contract/errors.ts';
import type { HttpPort } from '../contract/ports.ts';
import { planFaults, type Fault } from './faults.ts';
import { standInConnector, standInInstance } from './stand-ins.ts';
import { startThirdParty, type ArrivedRequest, type Behaviour } from './third-party.ts';

/** Records by connector name and entity type. */
export type Samples = ReadonlyMap<string, ReadonlyMap<string, readonly unknown[]>>;

export interface SimulationInput {
  readonly connectors: ReadonlyMap<string, ConnectorDefinition>;
  readonly instances: readonly Instance[];
  /** Decides page sizes; what is listed comes with each round. */
  readonly samples: Samples;
}

export interface Round {
  readonly samples: Samples;
  readonly faults: readonly Fault[];
  readonly nowMs: number;
}

/** The third parties of one world. */
export interface Simulation {
  readonly instances: ReadonlyMap<string, Instance>;
  readonly connectors: ReadonlyMap<string, ConnectorDefinition>;
  /** The definition as it may be used here; for definitions that come with a flow. */
  standIn(connector: ConnectorDefinition): ConnectorDefinition;
  /** Sets what the third parties have from now on; faults are counted anew. */
  begin(round: Round): void;
  /** All requests so far, at all third parties, in the order of arrival. */
  readonly requests: readonly ArrivedRequest[];
  /** What is stored, by "connector: instance path". */
  state(): ReadonlyMap<string, readonly unknown[]>;
  /** The port, limited to the addresses of the third parties. */
  guard(http: HttpPort): HttpPort;
  close(): Promise<void>;
}

/** Starts one simulated third party for each connector definition that an instance uses. */
export async function openSimulation({ connectors, instances, samples }: SimulationInput): Promise<Simulation> {
  const requests: ArrivedRequest[] = [];
  const recordsOf = (from: Samples, party: string, { entityType = '' }: Endpoint): readonly unknown[] =>
    from.get(party)?.get(entityType) ?? [];
  const pageSize = (party: string, endpoint: Endpoint): number =>
    Math.max(2, Math.ceil(recordsOf(samples, party, endpoint).length / 4));
  let behaviour: Behaviour = {
    records: (party, endpoint) => recordsOf(samples, party, endpoint),
    pageSize,
    faults: planFaults([]),
    nowMs: 0,
    arrived: (request) => void requests.push(request),
  };
  const standIn = (connector: ConnectorDefinition): ConnectorDefinition =>
    standInConnector(connector, (endpoint) => pageSize(connector.name, endpoint));
  const parties = await Promise.all(
    [...connectors.values()]
      .filter(({ name }) => instances.some(({ connector }) => connector === name))
      .map(async (definition) => {
        const connector = standIn(definition);
        const own = instances.filter((instance) => instance.connector === connector.name);
        return { connector, own, server: await startThirdParty(connector, own, () => behaviour) };
      }),
  );
  const origins = new Set(parties.map(({ server }) => server.origin));
  return {
    requests,
    standIn,
    connectors: new Map(parties.map(({ connector }) => [connector.name, connector])),
    instances: new Map(
      parties.flatMap(({ connector, own, server }) =>
        own.map((instance) => [instance.name, standInInstance(instance, connector, server.baseUrl(instance.name))]),
      ),
    ),
    begin(round) {
      behaviour = {
        ...behaviour,
        records: (party, endpoint) => recordsOf(round.samples, party, endpoint),
        faults: planFaults(round.faults),
        nowMs: round.nowMs,
      };
    },
    state: () =>
      new Map(
        parties.flatMap(({ connector, server }) =>
          Array.from(server.state(), ([place, stored]) => [`${connector.name}: ${place}`, stored] as const),
        ),
      ),
    guard: (http) => ({
      send: (request) => {
        if (origins.has(new URL(request.url).origin)) return http.send(request);
        throw new TerminalError({
          code: 'verify/left-simulation',
          message: 'A request was about to leave for an address that is not simulated; it was not sent.',
          help: 'Give the endpoint a URL that is relative to "baseUrl" of the instance.',
        });
      },
      close: () => http.close(),
    }),
    close: async () => {
      await Promise.all(parties.map(({ server }) => server.close()));
    },
  };
}
