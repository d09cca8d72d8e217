import { defineDocument } from '../define-document.ts';

export default defineDocument({
  kind: 'services',
  format: 'patchworks-legacy-services',
  files: { pattern: /\.services\.(?:json|ya?ml)$/iu, shown: '*.services.yaml' },
  schema: async () => (await import('../../legacy/bundle.ts')).bundleSchema,
  compiled: () => import('../../schema/compiled/services.generated.js'),
  async check(bundle) {
    const { bundleRules } = await import('../bundle-rules/index.ts');
    return bundleRules.flatMap((rule) => [...rule.check(bundle)]);
  },
});
