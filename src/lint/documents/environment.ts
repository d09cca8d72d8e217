import { defineDocument } from '../define-document.ts';

export default defineDocument({
  kind: 'environment',
  format: 'repatch-environment',
  files: { pattern: /(?:^|[\\/])environments[\\/][^\\/]+\.(?:json|ya?ml)$/iu, shown: 'environments/*.yaml' },
  schema: async () => (await import('../../flow/environment.ts')).environmentSchema,
  compiled: () => import('../../schema/compiled/environment.generated.js'),
  async check(environment) {
    return (await import('../check-environment.ts')).checkEnvironment(environment);
  },
});
