import type { ConnectorDefinition, Endpoint } from '../connector/definition.ts';
import type { Instance } from '../connector/instance.ts';
import type { Profile } from '../config/profile.ts';
import { describeFailure } from '../contract/describe-failure.ts';
import type { Failure } from '../contract/events.ts';
import type { Ports } from '../contract/ports.ts';
import { createClient } from './client.ts';
import { createContext } from './create-context.ts';

export interface FirstPage {
  readonly status: number;
  /** Records on it, where the definition says where they are. */
  readonly records: number;
}

export interface AskInput {
  readonly connector: ConnectorDefinition;
  readonly instance: Instance;
  /** One that receives. */
  readonly endpoint: Endpoint;
  readonly ports: Ports;
  readonly profile: Profile;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

/** Logs in and asks for one page, as a flow would. Failures come back described, without secrets. */
export async function askFirstPage(input: AskInput): Promise<FirstPage | Failure> {
  const { connector, instance, ports, profile, signal, timeoutMs } = input;
  // No other page is sent for.
  const { pagination: _, ...endpoint } = input.endpoint;
  const { context } = createContext({
    name: 'doctor',
    company: '',
    connectors: new Map([[connector.name, connector]]),
    instances: new Map([[instance.name, instance]]),
    nowMs: ports.clock.now(),
    ports,
    profile,
    signal,
    run: 'doctor',
  });
  const client = createClient(context);
  try {
    const call = { connector, endpoint, instance, variables: {}, timeoutMs, retries: 0, step: 'doctor' };
    for await (const { status } of client.receive(call)) return { status, records: client.counts.records };
    return { status: 200, records: 0 };
  } catch (error) {
    const failure = describeFailure(error, 'doctor', context.redaction);
    if (failure === undefined) throw error;
    return failure;
  } finally {
    await client.close();
  }
}
