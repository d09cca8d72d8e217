import { casesOf, otherFlow, pull, workspaceCase } from '../rule-case.ts';

const flow = {
  ...otherFlow('Moved', [pull], { is_enabled: true }),
  'x-repatch': { format: 1, source: { service: '1001' } },
};

function bundle(active: boolean): object {
  return {
    format: 'patchworks-legacy-services',
    formatVersion: 1,
    company: { name: 'Acme' },
    companyGroups: [{ id: 'g', name: 'UK' }],
    systems: [{ id: 's', name: 'Shop', kind: 'standard', entities: [{ type: 'orders', name: 'Orders' }] }],
    connectors: [{ id: 'c', name: 'Shop', systemId: 's', companyGroupId: 'g', environment: 'live' }],
    services: [
      {
        id: '1001',
        name: 'Orders',
        companyGroupId: 'g',
        type: 'standard',
        active,
        source: { connectorId: 'c', entity: 'orders' },
        destination: { connectorId: 'c', entity: 'orders' },
        filters: [],
        mappings: [],
        alerts: { active: false, notificationGroupIds: [] },
      },
    ],
    crossReferences: [],
    scripts: [],
  };
}

export default casesOf('lint/no-double-work', [
  workspaceCase('the service is not active', { files: { 'b.flow.json': flow, 'acme.services.json': bundle(false) } }),
  workspaceCase('both are active', { files: { 'b.flow.json': flow, 'acme.services.json': bundle(true) } }, ['true']),
]);
