import { describe, expect, it } from 'vitest';
import { convertBundle } from '../../src/convert/convert.ts';
import type { FlowStep } from '../../src/flow/model.ts';
import type { ServiceBundle } from '../../src/legacy/bundle.ts';
import type { ServiceVerdict, VerifiedService } from '../../src/verify/result.ts';
import { bundleOf, order, shop } from '../support/acme.ts';
import { convertOne, filteredBundle, stepIn, verify, verifyFlow, withoutStep } from '../support/verify.ts';

const isReceive = ({ endpoint }: FlowStep): boolean => endpoint?.direction === 'Receive';
const recalls = ({ config }: FlowStep): boolean => config?.['behaviour'] === 'filter';

/** Scenarios in which something differs. */
function differing(verdict: ServiceVerdict): readonly string[] {
  return verdict.verified ? verdict.scenarios.filter(({ equal }) => !equal).map(({ name }) => name) : ['not verified'];
}

function names({ scenarios }: VerifiedService): readonly string[] {
  return scenarios.map(({ name }) => name);
}

describe('a source that is down for longer than the window', () => {
  it('shows a flow that gives up sooner, which no other scenario does', async () => {
    const bundle = filteredBundle();
    const flow = convertOne(bundle);
    const config = stepIn(flow, isReceive).config as Record<string, unknown>; // the converter has just written it
    config['retries'] = Number(config['retries']) - 1;
    const verdict = await verifyFlow(bundle, flow);
    expect(differing(verdict)).toEqual(['downtime']);
    expect(verdict.differences.filter(({ what }) => what !== 'setting')).toMatchObject([
      { scenario: 'downtime', run: 2, what: 'request', service: expect.stringContaining('GET shop') as unknown },
    ]);
  });
});

describe('a sweeper with its partner', () => {
  const { services, ...rest } = filteredBundle();
  const swept = services.map((service): ServiceBundle['services'][number] => ({
    ...service,
    id: '1002',
    type: 'sweeper',
    sweeps: '1001',
    filters: service.filters.slice(1),
    trigger: { kind: 'schedule', cron: '5 3 * * *' },
  }));
  const bundle: ServiceBundle = { ...rest, services: [...services, ...swept] };
  const convert = (): ReturnType<typeof convertOne> => {
    const { flows } = convertBundle({ bundle, connectors: new Map([['shop', shop]]) });
    const written = flows.find(({ service }) => service === '1002');
    if (written === undefined) throw new Error('the sweeper was not converted');
    return structuredClone(written.flow);
  };
  const verifySweeper = (flow: ReturnType<typeof convertOne>): Promise<ServiceVerdict> =>
    verify(bundle, { services: ['1002'], flows: new Map([['1002', { flow }]]) });

  it('is equal as converted', async () => {
    const verdict = await verifySweeper(convert());
    expect(verdict).toMatchObject({ verified: true, equal: true });
    expect(verdict.verified && names(verdict)).toContain('partner');
  });

  it('shows a sweeper that remembers in a pool of its own, which no other scenario does', async () => {
    const flow = JSON.parse(JSON.stringify(convert()).replaceAll('Ledger 1001', 'Ledger 1002')) as ReturnType<
      typeof convert
    >;
    const verdict = await verifySweeper(flow);
    expect(differing(verdict)).toEqual(['partner']);
    expect(verdict.verified && verdict.differences[0]).toMatchObject({ scenario: 'partner', run: 2, what: 'request' });
  });
});

describe('deliveries to a webhook', () => {
  const bundle = bundleOf({ trigger: { kind: 'webhook' } });
  const samples = { records: new Map(), inbound: new Map([['1001', [order(1), order(2), order(3)]]]) };

  it('are equal as converted', async () => {
    const verdict = await verify(bundle, { samples });
    expect(verdict).toMatchObject({ verified: true, equal: true });
    expect(verdict.verified && names(verdict)).toEqual([
      'plain',
      'values',
      'overlap',
      'repeated',
      'poison',
      'outage',
      'arrivals',
    ]);
  });

  it('show a flow that takes a delivery twice', async () => {
    const flow = convertOne(bundle);
    withoutStep(flow, stepIn(flow, recalls));
    const verdict = await verifyFlow(bundle, flow, { samples });
    expect(differing(verdict)).toContain('arrivals');
    expect(verdict.differences).toContainEqual(expect.objectContaining({ what: 'request', record: '1' }));
  });
});
