import { defineDocument } from '../define-document.ts';

export default defineDocument({
  kind: 'flowtest',
  format: 'repatch-flowtest',
  files: { pattern: /\.flowtest\.(?:json|ya?ml)$/iu, shown: '*.flowtest.yaml' },
  schema: async () => (await import('../../flow/flow-test.ts')).flowTestSchema,
  compiled: () => import('../../schema/compiled/flowtest.generated.js'),
  async check(tests) {
    return (await import('../check-flow-test.ts')).checkFlowTest(tests);
  },
});
