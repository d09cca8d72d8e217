import { defineDocument } from '../define-document.ts';

export default defineDocument({
  kind: 'connector',
  format: 'repatch-connector',
  files: { pattern: /\.connector\.(?:json|ya?ml)$/iu, shown: '*.connector.yaml' },
  schema: async () => (await import('../../connector/definition.ts')).connectorSchema,
  compiled: () => import('../../schema/compiled/connector.generated.js'),
  async check(connector, isThorough) {
    if (!isThorough) return [];
    const { connectorRules } = await import('../connector-rules/index.ts');
    return connectorRules.flatMap((rule) => [...rule.check(connector)]);
  },
  looksLike: ({ endpoints, protocol }) => Array.isArray(endpoints) && protocol !== undefined,
});
