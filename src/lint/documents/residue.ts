import { defineDocument } from '../define-document.ts';

export default defineDocument({
  kind: 'residue',
  format: 'repatch-residue',
  files: { pattern: /(?:^|[\\/])residue\.(?:json|ya?ml)$/iu, shown: 'residue.json' },
  schema: async () => (await import('../../legacy/residue.ts')).residueSchema,
  compiled: () => import('../../schema/compiled/residue.generated.js'),
});
