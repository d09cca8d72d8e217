import { keySeparator } from '../../flow/key-separator.ts';
import type { FlowStep } from '../../flow/model.ts';
import { parsePath, printPath } from '../../text/path.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { PoolStart } from '../pool-start.ts';
import { recordCache } from '../record-cache.ts';
import { atLedger, atPartner, inPage, isInbound, type Scope } from '../scope.ts';
import idleSettingToReport from './idle-setting-to-report.ts';
import identityToKey from './identity-to-key.ts';
import ledgerStateToPool from './ledger-state-to-pool.ts';

/** The steps that stand for the ledger, by their place in the flow; all but `key` are empty without a ledger. */
export interface LedgerSteps {
  /** Field that says which record it is. */
  readonly idField: string;
  /** Removes known records, and those from before the cut-over where that was chosen. */
  readonly filter: readonly FlowStep[];
  /** Puts id and key of the record into the metadata, which mapping and push do not change. */
  readonly key: FlowStep;
  /** Keeps the source record while its copy is mapped and pushed. */
  readonly keep: readonly FlowStep[];
  /** Brings the source record back after the push and remembers its key. */
  readonly track: readonly FlowStep[];
  /** What the pool knows before the first run; absent without a pool. */
  readonly start?: PoolStart;
  /** Paths of the record that make its key, and what it is found by in the report. */
  readonly keys: readonly string[];
  readonly fields: readonly string[];
  /** Remembers the key of a record that was pushed by where it stands in that. */
  trackAs(keys: readonly string[]): FlowStep;
}

export default defineConversionRule({
  name: 'ledger-to-dedupe',
  construct: 'Ledger: a record that arrived is not pushed again',
  becomes: 'De-dupe shape before the push that filters, and one behind it that tracks, on one data pool',
  class: 'equivalent',
  difference:
    'A pool forgets a key 90 days after it was added; a record pulled again after that is pushed again. A page is checked before anything of the run is pushed: a record that stands on two pages of one pull is pushed again, with the same idempotency key, and of one that stands on a page several times only the first is tried, also where it fails or a filter on a list takes it out behind that.',
  /** `mapped`: paths of the record that the map reads. */
  convert(scope: Claiming<Scope>, mapped: readonly string[]): LedgerSteps {
    const ledgerScope = atLedger(scope);
    const identity = identityToKey.convert(ledgerScope, mapped);
    const { keys, idField } = identity;
    const pool = `Ledger ${atPartner(scope).owner}`;
    const state = keys.length === 0 ? undefined : ledgerStateToPool.convert(atPartner(scope), identity, pool);
    claimIdle(scope, keys);
    scope.claim('dedupe');
    const { referenceField = idField } = ledgerScope.service.dedupe ?? {};
    const id = scope.source.pathOf(idField);
    const hasReference = keys.length > 0 && referenceField !== idField;
    const from = scope.from(`${ledgerScope.at}/dedupe`);
    const dedupe = (name: string, behaviour: 'filter' | 'track', paths: readonly string[]): FlowStep => ({
      name,
      microservice: 'dedupe',
      config: { behaviour, key: paths.length === 1 ? paths[0] : paths, entity_type: scope.service.source.entity },
      data_pool: { name: pool },
      ...from,
    });
    const key: FlowStep = {
      name: 'Remember key',
      microservice: 'set-variables',
      config: {
        meta: [
          { key: 'source_id', value: variable(id) },
          {
            key: 'source_key',
            value: [...new Set((keys.length === 0 ? [id] : keys).map(variable))].join(keySeparator),
          },
          ...(hasReference ? [{ key: 'source_reference', value: variable(scope.source.pathOf(referenceField)) }] : []),
        ],
      },
      ...from,
    };
    const known = { idField, key, keys, fields: [...new Set([idField, referenceField])].map(scope.source.pathOf) };
    const trackAs = (paths: readonly string[]): FlowStep => dedupe('Remember as done', 'track', paths);
    if (keys.length === 0) return { ...known, filter: [], keep: [], track: [], trackAs };
    const inPull = isInbound(scope.service) ? keys : keys.map((path) => inPage(scope, path));
    return {
      ...known,
      ...(state === undefined ? {} : { start: state.start }),
      filter: [...(state?.steps ?? []), dedupe('New records only', 'filter', inPull)],
      keep: [{ name: 'Keep record', ...recordCache('add', hasReference), ...from }],
      track: [{ name: 'Load record', ...recordCache('load', hasReference), ...from }, trackAs(keys)],
      trackAs,
    };
  },
});

/** What the dashboard offers to fill in and the identity does not use. */
function claimIdle(scope: Claiming<Scope>, keys: readonly string[]): void {
  const { modifiedField, identity } = scope.service.dedupe ?? {};
  if (modifiedField === undefined || keys.includes(scope.source.pathOf(modifiedField))) return;
  if (identity !== 'unspecified') idleSettingToReport.convert(scope, 'dedupe/modifiedField');
}

/** Of a list inside the record the whole of it: its values alone, joined, could be those of another one. */
function variable(path: string): string {
  const segments = parsePath(path);
  const list = segments.findIndex(({ kind }) => kind === 'every');
  return `[[payload.${list < 0 ? path : printPath(segments.slice(0, list))}]]`;
}
