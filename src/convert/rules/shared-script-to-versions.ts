import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { Service } from '../../legacy/bundle.ts';
import type { BundleScope } from '../scope.ts';

export default defineConversionRule({
  name: 'shared-script-to-versions',
  construct: 'Script that several services use and that changes for all of them when it is saved',
  becomes: 'A script with versions, pinned by each flow',
  class: 'equivalent',
  difference:
    'A later edit reaches no flow that is pinned to a version: decide for each flow between a version and the latest.',
  convert(scope: Claiming<BundleScope>) {
    const used = scope.bundle.services.flatMap((service) => [...new Set(scriptsOf(service))]);
    if (new Set(used).size < used.length) scope.remark();
  },
});

function scriptsOf({ payloadScript, mappings }: Service): readonly string[] {
  const steps = mappings.flatMap(({ transformation = [] }) => transformation);
  return [payloadScript, ...steps].flatMap((one) => (one?.scriptId === undefined ? [] : [one.scriptId]));
}
