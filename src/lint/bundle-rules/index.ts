import type { BundleRule } from '../define-bundle-rule.ts';
import alertsWithoutGroup from './alerts-without-group.ts';
import ambiguousLookup from './ambiguous-lookup.ts';
import attempts from './attempts.ts';
import badCron from './bad-cron.ts';
import duplicateConnector from './duplicate-connector.ts';
import duplicateDestination from './duplicate-destination.ts';
import duplicateId from './duplicate-id.ts';
import emptyRequiredRow from './empty-required-row.ts';
import filtersOnInbound from './filters-on-inbound.ts';
import loop from './loop.ts';
import missingModifiedField from './missing-modified-field.ts';
import mixedEnvironments from './mixed-environments.ts';
import noMappings from './no-mappings.ts';
import noScheduleZone from './no-schedule-zone.ts';
import noTimeFilter from './no-time-filter.ts';
import scriptLanguage from './script-language.ts';
import scriptPosition from './script-position.ts';
import secretInBundle from './secret-in-bundle.ts';
import sweeperOverlap from './sweeper-overlap.ts';
import sweeperWithoutPartner from './sweeper-without-partner.ts';
import unevenInterval from './uneven-interval.ts';
import unformattedDate from './unformatted-date.ts';
import unknownTimeZone from './unknown-time-zone.ts';
import unresolvedReference from './unresolved-reference.ts';
import windowBeyondPool from './window-beyond-pool.ts';
import windowGap from './window-gap.ts';
import windowRepeats from './window-repeats.ts';

/** Every check of a legacy bundle, in the order of their names. */
export const bundleRules: readonly BundleRule[] = [
  alertsWithoutGroup,
  ambiguousLookup,
  attempts,
  badCron,
  duplicateConnector,
  duplicateDestination,
  duplicateId,
  emptyRequiredRow,
  filtersOnInbound,
  loop,
  missingModifiedField,
  mixedEnvironments,
  noMappings,
  noScheduleZone,
  noTimeFilter,
  scriptLanguage,
  scriptPosition,
  secretInBundle,
  sweeperOverlap,
  sweeperWithoutPartner,
  unevenInterval,
  unformattedDate,
  unknownTimeZone,
  unresolvedReference,
  windowBeyondPool,
  windowGap,
  windowRepeats,
];
