import { defineDocument } from '../define-document.ts';

export default defineDocument({
  kind: 'overlay',
  format: 'repatch-overlay',
  files: { pattern: /(?:^|[\\/])overlay\.(?:json|ya?ml)$/iu, shown: 'overlay.yaml' },
  schema: async () => (await import('../../connector/overlay.ts')).overlaySchema,
  compiled: () => import('../../schema/compiled/overlay.generated.js'),
});
