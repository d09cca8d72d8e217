import { createScriptPort } from '../../src/workspace/ports/scripts/scripts.ts';
import { createMemorySpill } from '../../src/runtime/stores/memory-spill.ts';
import { createHttpPort } from '../../src/workspace/ports/http.ts';
import type { VerifiedService, ServiceVerdict } from '../../src/verify/result.ts';
import { verifyBundle, type VerifyInput } from '../../src/verify/verify-bundle.ts';
import { resolveProfile } from '../../src/config/profile.ts';
import { convertBundle } from '../../src/convert/convert.ts';
import type { FlowFile, FlowStep } from '../../src/flow/model.ts';
import type { ServiceBundle } from '../../src/legacy/bundle.ts';
import { bundleOf, order, shop } from './acme.ts';

const connectors = new Map([['shop', shop]]);

/** Orders of the last minutes, paid or open, with three couriers. */
export const orders = [
  order(1, { status: 'paid' }),
  order(2, { status: 'open' }),
  order(3, { status: 'paid', courier: 'Standard', lines: [{ sku: 'C' }] }),
  order(4, { status: 'paid', courier: 'Pigeon' }),
  order(5, { status: 'paid', updated_at: '2026-03-01T08:00:00Z' }),
];

/** Orders with a window of the API and a filter behind it. */
export function filteredBundle(service: object = {}): ServiceBundle {
  return bundleOf({
    trigger: { kind: 'schedule', cron: '*/10 * * * *' },
    filters: [
      { field: 'updated_at', type: 'datetime', operator: 'withinLast', value: { amount: 15, unit: 'minute' } },
      { field: 'status', type: 'string', operator: 'equals', value: 'paid' },
    ],
    ...service,
  });
}

/** What the converter writes for the only service of a bundle. */
export function convertOne(bundle: ServiceBundle, definitions = connectors): FlowFile {
  const [converted] = convertBundle({ bundle, connectors: definitions }).flows;
  if (converted === undefined) throw new Error('nothing was converted');
  return structuredClone(converted.flow);
}

/** The one step of a flow that fits. */
export function stepIn(flow: FlowFile, fits: (step: FlowStep) => boolean): FlowStep {
  const found = flow.flow.versions[0]?.steps.filter(fits) ?? [];
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`${found.length} steps fit`);
  return only;
}

export function withoutStep(flow: FlowFile, gone: FlowStep): void {
  const steps = flow.flow.versions[0]?.steps ?? [];
  steps.splice(steps.indexOf(gone), 1);
}

/** Hands over what a verification of the orders is given; the HTTP port is closed afterwards. */
export async function withVerification<Result>(work: (input: VerifyInput) => Promise<Result>): Promise<Result> {
  const http = createHttpPort();
  try {
    return await work({
      bundle: filteredBundle(),
      connectors,
      instances: new Map(),
      samples: { records: new Map([['shop', new Map([['orders', orders]])]]), inbound: new Map() },
      profile: resolveProfile(),
      http,
      spill: createMemorySpill(),
      scripts: createScriptPort(),
      signal: new AbortController().signal,
    });
  } finally {
    await http.close();
  }
}

/** Without smallest examples, which take more runs than all else; `more` may ask for them. */
export async function verify(bundle: ServiceBundle, more: Partial<VerifyInput> = {}): Promise<ServiceVerdict> {
  const [only] = await withVerification((input) => verifyBundle({ ...input, bundle, hasExamples: false, ...more }));
  if (only === undefined) throw new Error('no verdict');
  return only;
}

/** Verifies a flow that is given, and expects that it could be done. */
export async function verifyFlow(
  bundle: ServiceBundle,
  flow: FlowFile,
  more: Partial<VerifyInput> = {},
): Promise<VerifiedService> {
  const verdict = await verify(bundle, { ...more, flows: new Map([['1001', { flow }]]) });
  if (!verdict.verified) throw new Error(verdict.reason);
  return verdict;
}
