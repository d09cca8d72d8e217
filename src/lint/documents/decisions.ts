import { defineDocument } from '../define-document.ts';

export default defineDocument({
  kind: 'decisions',
  format: 'repatch-decisions',
  files: { pattern: /(?:^|[\\/])decisions\.(?:json|ya?ml)$/iu, shown: 'decisions.yaml' },
  schema: async () => (await import('../../legacy/decisions.ts')).decisionsSchema,
  compiled: () => import('../../schema/compiled/decisions.generated.js'),
});
