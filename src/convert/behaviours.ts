import absentFilterFieldToNoMatch from './rules/absent-filter-field-to-no-match.ts';
import alreadyProcessedToAbsence from './rules/already-processed-to-absence.ts';
import countsToRunLog from './rules/counts-to-run-log.ts';
import createOrUpdateToEndpoint from './rules/create-or-update-to-endpoint.ts';
import defaultMappingToMap from './rules/default-mapping-to-map.ts';
import deliveryQueueToRunQueue from './rules/delivery-queue-to-run-queue.ts';
import filePushToSinglePushes from './rules/file-push-to-single-pushes.ts';
import idFilterToVariable from './rules/id-filter-to-variable.ts';
import idleScriptToColdStart from './rules/idle-script-to-cold-start.ts';
import longRunToTimeLimit from './rules/long-run-to-time-limit.ts';
import manualRunToStart from './rules/manual-run-to-start.ts';
import massResyncToSweeper from './rules/mass-resync-to-sweeper.ts';
import metafieldToPath from './rules/metafield-to-path.ts';
import overlappingRunsToPause from './rules/overlapping-runs-to-pause.ts';
import pendingToNextRun from './rules/pending-to-next-run.ts';
import requestSizeToPayloadSize from './rules/request-size-to-payload-size.ts';
import resyncToTargetedRun from './rules/resync-to-targeted-run.ts';
import scriptLanguageToScript from './rules/script-language-to-script.ts';
import senderCredentialsToToken from './rules/sender-credentials-to-token.ts';
import sentToConfirmation from './rules/sent-to-confirmation.ts';
import sharedScriptToVersions from './rules/shared-script-to-versions.ts';
import storedPayloadToRetention from './rules/stored-payload-to-retention.ts';
import transactionsToOperations from './rules/transactions-to-operations.ts';
import type { BundleScope, Scope } from './scope.ts';

/** What a service did without a setting for it. Each rule looks itself whether it concerns the service. */
const ofServices = [
  absentFilterFieldToNoMatch,
  alreadyProcessedToAbsence,
  countsToRunLog,
  createOrUpdateToEndpoint,
  defaultMappingToMap,
  deliveryQueueToRunQueue,
  filePushToSinglePushes,
  idFilterToVariable,
  longRunToTimeLimit,
  manualRunToStart,
  massResyncToSweeper,
  metafieldToPath,
  overlappingRunsToPause,
  pendingToNextRun,
  requestSizeToPayloadSize,
  resyncToTargetedRun,
  senderCredentialsToToken,
  sentToConfirmation,
  storedPayloadToRetention,
  transactionsToOperations,
];

const ofBundles = [idleScriptToColdStart, scriptLanguageToScript, sharedScriptToVersions];

export function remarkOnService(scope: Scope): void {
  for (const rule of ofServices) rule.convert(scope);
}

export function remarkOnBundle(scope: BundleScope): void {
  for (const rule of ofBundles) rule.convert(scope);
}
