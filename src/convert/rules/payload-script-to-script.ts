import type { FlowStep } from '../../flow/model.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { Scope } from '../scope.ts';
import { flowScript } from '../scripts.ts';
import scriptPositionToStep from './script-position-to-step.ts';

/** Script steps around the map of a record. */
export interface PayloadScriptSteps {
  readonly beforeMapping: readonly FlowStep[];
  readonly afterMapping: readonly FlowStep[];
}

export default defineConversionRule({
  name: 'payload-script-to-script',
  construct: 'Payload script of a service',
  becomes: 'Script shape in front of the map, or behind it, pinned to the version that comes with the flow',
  class: 'equivalent',
  difference:
    'What a payload script gets is not public: one record as JSON text is assumed, and the script gets metadata and flow variables besides. A script that works on a whole page has to be looked at.',
  convert(scope: Claiming<Scope>): PayloadScriptSteps {
    const { payloadScript } = scope.service;
    const script = payloadScript === undefined ? undefined : flowScript(scope, payloadScript.scriptId);
    if (payloadScript === undefined || script === undefined) return { beforeMapping: [], afterMapping: [] };
    const position = scriptPositionToStep.convert(scope, payloadScript.position);
    scope.claim('payloadScript');
    const step: FlowStep = {
      name: 'Payload script',
      microservice: 'custom-script',
      config: {},
      script_version: script,
      ...scope.from('payloadScript'),
    };
    return { beforeMapping: [], afterMapping: [], [position]: [step] };
  },
});
