import { defineDocument } from '../define-document.ts';

export default defineDocument({
  kind: 'instances',
  format: 'repatch-instances',
  files: { pattern: /(?:^|[\\/])instances\.(?:json|ya?ml)$/iu, shown: 'instances.yaml' },
  schema: async () => (await import('../../connector/instance.ts')).instancesSchema,
  compiled: () => import('../../schema/compiled/instances.generated.js'),
});
