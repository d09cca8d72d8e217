import type { RuleFacts } from '../define-rule.ts';
import alertsToNotify from './alerts-to-notify.ts';
import attemptsToRetries from './attempts-to-retries.ts';
import categoryToName from './category-to-name.ts';
import companyGroupToName from './company-group-to-name.ts';
import companyToMetadata from './company-to-metadata.ts';
import constantToRule from './constant-to-rule.ts';
import dateFormatToTransform from './date-format-to-transform.ts';
import declaredFieldToPath from './declared-field-to-path.ts';
import defaultToPolicy from './default-to-policy.ts';
import emptyMappingToPassThrough from './empty-mapping-to-pass-through.ts';
import entityToEndpoint from './entity-to-endpoint.ts';
import envelopeToReport from './envelope-to-report.ts';
import extraSettingsToVariables from './extra-settings-to-variables.ts';
import failureToTryCatch from './failure-to-try-catch.ts';
import fieldScriptToTransform from './field-script-to-transform.ts';
import fieldToPath from './field-to-path.ts';
import filterRowsToFilters from './filter-rows-to-filters.ts';
import filterToFilter from './filter-to-filter.ts';
import filterToParameter from './filter-to-parameter.ts';
import functionToTransform from './function-to-transform.ts';
import groupLookupToCrossReference from './group-lookup-to-cross-reference.ts';
import idToDescription from './id-to-description.ts';
import identityToKey from './identity-to-key.ts';
import inboundToWebhook from './inbound-to-webhook.ts';
import ledgerStateToPool from './ledger-state-to-pool.ts';
import ledgerToDedupe from './ledger-to-dedupe.ts';
import listFilterToFilter from './list-filter-to-filter.ts';
import listMappingToRule from './list-mapping-to-rule.ts';
import lookupByFieldToCrossReference from './lookup-by-field-to-cross-reference.ts';
import lookupMatchToCrossReference from './lookup-match-to-cross-reference.ts';
import lookupMissToPolicy from './lookup-miss-to-policy.ts';
import lookupToCrossReference from './lookup-to-cross-reference.ts';
import mappingToRule from './mapping-to-rule.ts';
import mappingsToMap from './mappings-to-map.ts';
import missingFieldToPolicy from './missing-field-to-policy.ts';
import nameToFlow from './name-to-flow.ts';
import notesToDescription from './notes-to-description.ts';
import notificationGroupToGroup from './notification-group-to-group.ts';
import pageSizeToPagination from './page-size-to-pagination.ts';
import payloadScriptToScript from './payload-script-to-script.ts';
import pushToFlowControl from './push-to-flow-control.ts';
import relativeTimeToDate from './relative-time-to-date.ts';
import reportToTrack from './report-to-track.ts';
import requiredToRule from './required-to-rule.ts';
import scheduleToSchedule from './schedule-to-schedule.ts';
import scriptToScript from './script-to-script.ts';
import serviceConnectorToInstance from './service-connector-to-instance.ts';
import sideToConnector from './side-to-connector.ts';
import statusToDisabled from './status-to-disabled.ts';
import sweeperToFlow from './sweeper-to-flow.ts';
import systemToConnector from './system-to-connector.ts';
import timeZoneToUtc from './time-zone-to-utc.ts';
import typeToFlow from './type-to-flow.ts';
import unknownFunctionToTransform from './unknown-function-to-transform.ts';
import unknownOperatorToFilter from './unknown-operator-to-filter.ts';
import unusedLookupToReport from './unused-lookup-to-report.ts';
import unzonedScheduleToSchedule from './unzoned-schedule-to-schedule.ts';
import webhookToWebhook from './webhook-to-webhook.ts';
import zonedScheduleToSchedule from './zoned-schedule-to-schedule.ts';

/** Every rule of the converter, by name. `docs/conversion.md` is made of it. */
export const conversionRules: readonly RuleFacts[] = [
  alertsToNotify,
  attemptsToRetries,
  categoryToName,
  companyGroupToName,
  companyToMetadata,
  constantToRule,
  dateFormatToTransform,
  declaredFieldToPath,
  defaultToPolicy,
  emptyMappingToPassThrough,
  entityToEndpoint,
  envelopeToReport,
  extraSettingsToVariables,
  failureToTryCatch,
  fieldScriptToTransform,
  fieldToPath,
  filterRowsToFilters,
  filterToFilter,
  filterToParameter,
  functionToTransform,
  groupLookupToCrossReference,
  idToDescription,
  identityToKey,
  inboundToWebhook,
  ledgerStateToPool,
  ledgerToDedupe,
  listFilterToFilter,
  listMappingToRule,
  lookupByFieldToCrossReference,
  lookupMatchToCrossReference,
  lookupMissToPolicy,
  lookupToCrossReference,
  mappingToRule,
  mappingsToMap,
  missingFieldToPolicy,
  nameToFlow,
  notesToDescription,
  notificationGroupToGroup,
  pageSizeToPagination,
  payloadScriptToScript,
  pushToFlowControl,
  relativeTimeToDate,
  reportToTrack,
  requiredToRule,
  scheduleToSchedule,
  scriptToScript,
  serviceConnectorToInstance,
  sideToConnector,
  statusToDisabled,
  sweeperToFlow,
  systemToConnector,
  timeZoneToUtc,
  typeToFlow,
  unknownFunctionToTransform,
  unknownOperatorToFilter,
  unusedLookupToReport,
  unzonedScheduleToSchedule,
  webhookToWebhook,
  zonedScheduleToSchedule,
];
