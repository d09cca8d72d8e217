import type { DiagnosticCode } from '../diagnostics/table.ts';
import type { Finding } from '../diagnostics/diagnostic.ts';
import type { Service, ServiceBundle } from '../legacy/bundle.ts';

/** A rule over one bundle of services. Rules see only what the schema has accepted. */
export interface BundleRule {
  /** Diagnostic code; the part behind the slash is the name of the file. */
  readonly name: DiagnosticCode;
  check(bundle: ServiceBundle): Iterable<Finding>;
}

export function defineBundleRule(rule: BundleRule): BundleRule {
  return rule;
}

export interface PlacedService {
  readonly service: Service;
  readonly pointer: string;
}

export function servicesOf(bundle: ServiceBundle): readonly PlacedService[] {
  return bundle.services.map((service, index) => ({ service, pointer: `/services/${index}` }));
}

/** The answer of a function for each text, found out once. */
export function onceEach<Answer>(find: (text: string) => Answer): (text: string) => Answer {
  const answers = new Map<string, Answer>();
  return (text) => {
    if (!answers.has(text)) answers.set(text, find(text));
    return answers.get(text) as Answer; // set on the line above
  };
}

/** Services that a schedule starts, with its expression. */
export function scheduledServicesOf(bundle: ServiceBundle): readonly (PlacedService & { readonly cron: string })[] {
  return servicesOf(bundle).flatMap((placed) => {
    const { trigger } = placed.service;
    return trigger?.kind === 'schedule' ? [{ ...placed, cron: trigger.cron }] : [];
  });
}
