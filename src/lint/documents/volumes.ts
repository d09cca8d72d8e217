import { defineDocument } from '../define-document.ts';

export default defineDocument({
  kind: 'volumes',
  format: 'repatch-volumes',
  files: { pattern: /(?:^|[\\/.])volumes\.(?:json|ya?ml)$/iu, shown: 'volumes.yaml' },
  schema: async () => (await import('../../legacy/volumes.ts')).volumesSchema,
  compiled: () => import('../../schema/compiled/volumes.generated.js'),
});
