import type { Finding } from '../../diagnostics/diagnostic.ts';
import { diagnosticTable, isDiagnosticCode } from '../../diagnostics/table.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { joinPointer } from '../../text/pointer.ts';
import { defineDocument } from '../define-document.ts';

export default defineDocument({
  kind: 'config',
  files: { pattern: /(?:^|[\\/])repatch\.config\.ya?ml$/iu, shown: 'repatch.config.yaml' },
  schema: async () => (await import('../../config/config.ts')).configSchema,
  compiled: () => import('../../schema/compiled/config.generated.js'),
  check: ({ rules = {} }) =>
    Promise.resolve(
      Object.keys(rules)
        .filter((code) => !isDiagnosticCode(code))
        .map((code): Finding => {
          const nearest = didYouMean(code, Object.keys(diagnosticTable));
          return {
            code: 'lint/unknown-rule',
            message: `There is no rule "${code}".`,
            help: nearest === undefined ? 'The rules are listed in docs/rules.md.' : `Did you mean "${nearest}"?`,
            pointer: joinPointer('/rules', code),
            on: 'key',
          };
        }),
    ),
});
