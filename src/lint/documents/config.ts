import { defineDocument } from '../define-document.ts';

export default defineDocument({
  kind: 'config',
  files: { pattern: /(?:^|[\\/])repatch\.config\.ya?ml$/iu, shown: 'repatch.config.yaml' },
  schema: async () => (await import('../../config/config.ts')).configSchema,
  compiled: () => import('../../schema/compiled/config.generated.js'),
});
