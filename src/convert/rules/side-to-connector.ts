import type { FlowStep, StepFilter } from '../../flow/model.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { Scope } from '../scope.ts';
import extraSettingsToVariables from './extra-settings-to-variables.ts';

/** Seconds; that of the platform's own import example. */
const timeout = 30;

export default defineConversionRule({
  name: 'side-to-connector',
  construct: 'Source or destination of the service',
  becomes: 'Connector shape that pulls or pushes',
  class: 'exact',
  /** `filters`: those that the API evaluates. */
  convert(scope: Claiming<Scope>, which: 'source' | 'destination', filters: readonly StepFilter[] = []): FlowStep {
    const { connector, instance, reference, decisions } = scope[which];
    const variables = extraSettingsToVariables.convert(scope, which) ?? [];
    const isPull = which === 'source';
    scope.claim(which);
    const { 'x-repatch': provenance } = scope.from(which, ...(isPull ? ['filters'] : []));
    const ids = [...decisions, ...(provenance.decisions ?? [])];
    return {
      name: isPull ? 'Pull' : 'Push',
      microservice: 'connector',
      // A pull may be repeated; a push that was cut off may have arrived, so the next run decides.
      config: { timeout, retries: isPull ? 2 : 0 },
      connector: { name: instance, ...(connector === undefined ? {} : { system: connector.name }) },
      ...(reference === undefined ? {} : { endpoint: reference }),
      ...(variables.length === 0 ? {} : { variables }),
      ...(filters.length === 0 ? {} : { filters: [...filters] }),
      'x-repatch': { ...provenance, ...(ids.length === 0 ? {} : { decisions: ids }) },
    };
  },
});
