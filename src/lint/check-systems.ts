import type { Finding } from '../diagnostics/diagnostic.ts';
import type { FlowFile } from '../flow/model.ts';
import { connectorRules } from './connector-rules/index.ts';

/** What a flow brings of a definition is what it uses: nothing is missing there. */
const rules = connectorRules.filter(({ name }) => name !== 'lint/no-empty-connector');

/** Checks the connector definitions that a flow brings. */
export function checkSystems({ systems }: FlowFile): readonly Finding[] {
  return systems.flatMap(({ system }, index) => {
    const base = `/systems/${index}/system`;
    return rules.flatMap((rule) =>
      Array.from(rule.check(system), (finding) => ({
        ...finding,
        pointer: base + finding.pointer,
        ...(finding.related === undefined
          ? {}
          : { related: finding.related.map((one) => ({ ...one, pointer: base + one.pointer })) }),
      })),
    );
  });
}
