import { defineDocument } from '../define-document.ts';

export default defineDocument({
  kind: 'connector',
  format: 'repatch-connector',
  files: { pattern: /\.connector\.(?:json|ya?ml)$/iu, shown: '*.connector.yaml' },
  schema: async () => (await import('../../connector/definition.ts')).connectorSchema,
  compiled: () => import('../../schema/compiled/connector.generated.js'),
  looksLike: ({ endpoints, protocol }) => Array.isArray(endpoints) && protocol !== undefined,
});
