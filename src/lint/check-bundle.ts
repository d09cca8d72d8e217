import type { Finding } from '../diagnostics/diagnostic.ts';
import type { ServiceBundle } from '../legacy/bundle.ts';
import { cronProblem } from '../text/cron.ts';
import { didYouMean } from '../text/did-you-mean.ts';

/** Integrity of a legacy bundle: unique ids, references that resolve, no secrets. */
export function* checkBundle(bundle: ServiceBundle): Generator<Finding> {
  const lists = [
    'companyGroups',
    'systems',
    'connectors',
    'services',
    'crossReferences',
    'scripts',
    'notificationGroups',
  ] as const;
  for (const list of lists) yield* checkIds(bundle[list] ?? [], `/${list}`);
  for (const [index, connector] of bundle.connectors.entries()) {
    yield* refer(connector.systemId, bundle.systems, 'system', `/connectors/${index}/systemId`);
    yield* refer(
      connector.companyGroupId,
      bundle.companyGroups,
      'company group',
      `/connectors/${index}/companyGroupId`,
    );
  }
  yield* checkSecrets(bundle);
  for (const [index, service] of bundle.services.entries()) {
    const at = `/services/${index}`;
    yield* refer(service.companyGroupId, bundle.companyGroups, 'company group', `${at}/companyGroupId`);
    yield* refer(service.source.connectorId, bundle.connectors, 'connector', `${at}/source/connectorId`);
    yield* refer(service.destination.connectorId, bundle.connectors, 'connector', `${at}/destination/connectorId`);
    if (service.sweeps !== undefined) yield* refer(service.sweeps, bundle.services, 'service', `${at}/sweeps`);
    if (service.payloadScript !== undefined)
      yield* refer(service.payloadScript.scriptId, bundle.scripts, 'script', `${at}/payloadScript/scriptId`);
    if (service.dedupe?.identity === 'sourceId+modified' && service.dedupe.modifiedField === undefined) {
      yield {
        code: 'service/missing-modified-field',
        message: `Service "${service.id}" identifies records by id and modified field, but names no such field.`,
        help: 'Add "modifiedField" to "dedupe".',
        pointer: `${at}/dedupe`,
      };
    }
    if (service.trigger?.kind === 'inboundApi' && service.filters.length > 0) {
      yield {
        code: 'service/filters-on-inbound',
        message: `Service "${service.id}" is fed through the inbound API, but has filters.`,
        help: 'Remove the filters; the sender has to select.',
        pointer: `${at}/filters`,
      };
    }
    if (service.trigger?.kind !== 'schedule') continue;
    const problem = cronProblem(service.trigger.cron);
    if (problem === undefined) continue;
    const help = 'Write minute, hour, day of month, month and day of week.';
    yield {
      code: 'service/bad-cron',
      message: `Cron expression "${service.trigger.cron}" cannot be used: ${problem}.`,
      help,
      pointer: `${at}/trigger/cron`,
    };
  }
}

interface Identified {
  readonly id: string;
}

function* checkIds(entries: readonly Identified[], pointer: string): Generator<Finding> {
  const first = new Map<string, number>();
  for (const [index, { id }] of entries.entries()) {
    const earlier = first.get(id);
    if (earlier === undefined) {
      first.set(id, index);
      continue;
    }
    const related = [{ message: 'first used here', pointer: `${pointer}/${earlier}/id` }];
    yield {
      code: 'service/duplicate-id',
      message: `Id "${id}" is given twice.`,
      help: 'Give one of the two another id.',
      pointer: `${pointer}/${index}/id`,
      related,
    };
  }
}

function* refer(id: string, entries: readonly Identified[], what: string, pointer: string): Generator<Finding> {
  const ids = entries.map((entry) => entry.id);
  if (ids.includes(id)) return;
  const nearest = didYouMean(id, ids);
  const help = nearest === undefined ? `Known: ${ids.join(', ') || 'none'}.` : `Did you mean "${nearest}"?`;
  yield { code: 'service/unresolved-reference', message: `There is no ${what} with id "${id}".`, help, pointer };
}

/** The names of fields that hold secrets whatever the system says of them. */
const telling = /pass(?:word|wd|phrase)?|secret|token|api[_-]?key|private[_-]?key|credential/iu;

function* checkSecrets(bundle: ServiceBundle): Generator<Finding> {
  for (const [index, connector] of bundle.connectors.entries()) {
    const fields = bundle.systems.find(({ id }) => id === connector.systemId)?.credentialFields ?? [];
    for (const [name, value] of Object.entries(connector.credentials ?? {})) {
      const declared = fields.find((field) => field.name === name)?.secret;
      if (typeof value !== 'string' || !(declared ?? telling.test(name))) continue;
      yield {
        code: 'service/secret-in-bundle',
        message: `Credential "${name}" of connector "${connector.id}" holds its value (***) instead of a name.`,
        help: 'Write { "secret": "NAME" }, keep the value outside the repository, and change it at the third party.',
        pointer: `/connectors/${index}/credentials/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      };
    }
  }
}
