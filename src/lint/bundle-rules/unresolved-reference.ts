import type { Finding } from '../../diagnostics/diagnostic.ts';
import type { Service, ServiceBundle } from '../../legacy/bundle.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { defineBundleRule, servicesOf } from '../define-bundle-rule.ts';

type Reference = readonly [
  id: string | undefined,
  to: readonly { readonly id: string }[],
  what: string,
  pointer: string,
];

export default defineBundleRule({
  name: 'service/unresolved-reference',
  *check(bundle) {
    const refer = referrer();
    for (const [index, connector] of bundle.connectors.entries()) {
      const at = `/connectors/${index}`;
      yield* refer([connector.systemId, bundle.systems, 'system', `${at}/systemId`]);
      yield* refer([connector.companyGroupId, bundle.companyGroups, 'company group', `${at}/companyGroupId`]);
    }
    for (const { service, pointer } of servicesOf(bundle))
      for (const reference of referencesOf(service, bundle, pointer)) yield* refer(reference);
  },
});

function* referencesOf(service: Service, bundle: ServiceBundle, at: string): Generator<Reference> {
  yield [service.companyGroupId, bundle.companyGroups, 'company group', `${at}/companyGroupId`];
  yield [service.source.connectorId, bundle.connectors, 'connector', `${at}/source/connectorId`];
  yield [service.destination.connectorId, bundle.connectors, 'connector', `${at}/destination/connectorId`];
  yield [service.sweeps, bundle.services, 'service', `${at}/sweeps`];
  yield [service.payloadScript?.scriptId, bundle.scripts, 'script', `${at}/payloadScript/scriptId`];
  for (const [row, { transformation = [] }] of service.mappings.entries()) {
    for (const [index, step] of transformation.entries()) {
      const place = `${at}/mappings/${row}/transformation/${index}`;
      yield [step.crossReferenceId, bundle.crossReferences, 'cross reference', `${place}/crossReferenceId`];
      yield [step.scriptId, bundle.scripts, 'script', `${place}/scriptId`];
    }
  }
  for (const [index, group] of service.alerts.notificationGroupIds.entries()) {
    const pointer = `${at}/alerts/notificationGroupIds/${index}`;
    yield [group, bundle.notificationGroups ?? none, 'notification group', pointer];
  }
}

type Refer = (reference: Reference) => Generator<Finding>;

const none: Reference[1] = [];

/** Lists are long and referred to often: their ids are collected once. */
function referrer(): Refer {
  const known = new Map<Reference[1], ReadonlySet<string>>();
  return function* refer([id, entries, what, pointer]) {
    if (id === undefined) return;
    const ids = known.get(entries) ?? new Set(entries.map((entry) => entry.id));
    known.set(entries, ids);
    if (ids.has(id)) return;
    const nearest = didYouMean(id, [...ids]);
    const help = nearest === undefined ? knownIds([...ids]) : `Did you mean "${nearest}"?`;
    yield { code: 'service/unresolved-reference', message: `There is no ${what} with id "${id}".`, help, pointer };
  };
}

const shown = 20;

function knownIds(ids: readonly string[]): string {
  const more = ids.length > shown ? ` and ${ids.length - shown} more` : '';
  return `Known: ${ids.slice(0, shown).join(', ') || 'none'}${more}.`;
}
