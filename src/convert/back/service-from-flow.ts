import type { Finding } from '../../diagnostics/diagnostic.ts';
import type { FlowFile } from '../../flow/model.ts';
import type { JsonObject } from '../../text/json.ts';
import { chosenVersion } from '../../runtime/version-to-run.ts';
import { readAlerts } from './alerts-from-notify.ts';
import type { ReadSide } from './fields.ts';
import { marksOf, type StepMark } from './marks.ts';
import { poolOwner, readLedger } from './ledger-from-dedupe.ts';
import type { Lookups } from './lookups.ts';
import { readFilterRows, type Records } from './rows-from-filters.ts';
import { readMappings, readsOf, type PagePaths } from './rows-from-map.ts';
import { digestOf, unreadMember, type FlowScope, type Refusal, type Surroundings } from './scope.ts';
import { readInboundSide, readSide } from './side-from-connector.ts';
import { findSteps, type ServiceSteps } from './steps.ts';
import { readTexts } from './texts-from-flow.ts';
import { readTrigger } from './trigger-from-schedule.ts';

export interface ReadService {
  readonly id: string | undefined;
  /** The service as the flow tells it, with something in place of what cannot be read. */
  readonly draft: JsonObject;
  readonly refusals: readonly Refusal[];
  readonly remarks: readonly Finding[];
  readonly sides: readonly SideUse[];
  /** What each step says that no service has. */
  readonly marks: readonly StepMark[];
}

/** An instance that a flow uses. */
export interface SideUse {
  readonly side: ReadSide;
  readonly which: 'source' | 'destination';
  /** Name of the connector definition. */
  readonly definition: string | undefined;
  readonly isInbound: boolean;
}

/** Reads one flow as a service. Total: what no service can say is refused part by part. */
export function readService(flow: FlowFile, surroundings: Surroundings, lookups: Lookups): ReadService {
  const refusals: Refusal[] = [];
  const remarks: Finding[] = [];
  const unreadParts: JsonObject = {};
  const version = chosenVersion(flow) ?? { flow_name: flow.flow.name, steps: [] };
  const refuse = (part: unknown, finding: Finding): string => {
    const digest = digestOf(part);
    refusals.push({ digest, finding });
    return digest;
  };
  const scope: FlowScope = {
    flow,
    version,
    at: `/flow/versions/${Math.max(0, flow.flow.versions.indexOf(version))}`,
    surroundings,
    refuse: (part, finding) => ({ [unreadMember]: refuse(part, finding) }),
    refuseWhole: (part, finding) => void (unreadParts[`${unreadMember} ${refuse(part, finding)}`] = finding.message),
    remark: (finding) => void remarks.push(finding),
  };
  const { id, draft, sides, marks } = read(scope, lookups);
  return { id, draft: { ...draft, ...unreadParts }, refusals, remarks, sides, marks };
}

function read(scope: FlowScope, lookups: Lookups): Pick<ReadService, 'id' | 'draft' | 'sides' | 'marks'> {
  const { flow, version } = scope;
  const texts = readTexts(scope);
  const steps = findSteps(scope);
  requireConnections(scope, steps);
  refuseVariables(scope);
  const trigger = readTrigger(scope, steps);
  const entityNamed = entityOf(steps);
  const source =
    steps.pull === undefined ? readInboundSide(scope, entityNamed) : readSide(scope, 'source', steps.pull, entityNamed);
  const destination = steps.push === undefined ? undefined : readSide(scope, 'destination', steps.push, source.entity);
  const records: Records = { ...source, path: recordsPath(steps, source.endpoint?.dataPath) };
  const mapped = readsOf(steps.map);
  const owner = poolOwner(steps);
  const sweeps =
    texts.sweeps ?? (texts.id !== undefined && owner !== undefined && owner !== texts.id ? owner : undefined);
  const filters = readFilterRows(scope, steps, records);
  const mappings = readMappings(scope, steps.map, {
    source,
    destination: destination ?? { fieldAt: (path) => path },
    lookups,
    page: pagePaths(scope, steps, records.path),
  });
  const dedupe = readLedger(scope, steps, records, mapped);
  const group = texts.companyGroupId ?? source.connector?.companyGroupId ?? destination?.connector?.companyGroupId;
  const draft: JsonObject = {
    id: texts.id ?? flow.flow.name,
    name: texts.name,
    companyGroupId: group ?? scope.surroundings.companyGroups[0]?.id ?? 'company',
    type: sweeps === undefined ? 'standard' : 'sweeper',
    active: flow.flow.is_enabled && (version.is_deployed ?? version.status === 'Deployed'),
    ...(sweeps === undefined ? {} : { sweeps }),
    ...(trigger === undefined ? {} : { trigger }),
    source: source.members,
    destination: destination?.members ?? {},
    filters,
    mappings,
    dedupe,
    alerts: readAlerts(scope, steps),
    ...(texts.notes.length === 0 ? {} : { notes: texts.notes }),
  };
  const use = (side: ReadSide, which: SideUse['which']): SideUse => {
    const placed = which === 'source' ? steps.pull : steps.push;
    return { side, which, definition: placed?.step.connector?.system, isInbound: placed === undefined };
  };
  return {
    id: texts.id,
    draft,
    marks: marksOf(scope, steps),
    sides: [use(source, 'source'), ...(destination === undefined ? [] : [use(destination, 'destination')])],
  };
}

/** Without a flow control, map and push see whole pages. */
function pagePaths(scope: FlowScope, { single, pull, push }: ServiceSteps, records: string): PagePaths {
  if (single !== undefined || pull === undefined || push === undefined) return { source: '', target: '' };
  scope.remark({
    code: 'back/single-records',
    message: `Step "${push.step.name}" pushes whole pages, because no flow control makes single records.`,
    help: 'The service pushes record by record; check that the destination takes them so.',
    pointer: push.pointer,
  });
  return { source: records === '' ? '*.' : `${records}.*.`, target: '*.' };
}

/** Where the records are in a page: as the endpoint says, or where they are taken apart. */
function recordsPath({ single }: ServiceSteps, declared: string | undefined): string {
  if (declared !== undefined) return declared;
  const path = single?.step.config?.['path'];
  return typeof path === 'string' && path !== '*' ? path : '';
}

function entityOf({ dedupes, tracks }: ServiceSteps): string | undefined {
  const named = [...dedupes, ...tracks].map(({ step }) => step.config?.['entity_type'] ?? step.config?.['entity']);
  return named.find((one): one is string => typeof one === 'string');
}

function requireConnections(scope: FlowScope, { pull, push, isForked }: ServiceSteps): void {
  if (isForked) return;
  const { flow, at } = scope;
  const isFed = (flow.flow.webhooks ?? []).length > 0 || (scope.version.schedules ?? []).length === 0;
  const missing = [
    ...(pull === undefined && !isFed ? ['pulls: a schedule starts the flow, and it has no records'] : []),
    ...(push === undefined ? ['pushes'] : []),
  ];
  for (const what of missing)
    scope.refuseWhole([what, at], {
      code: 'back/missing-connection',
      message: `No step ${what}.`,
      help: 'A service has a source and a destination: add a connector shape with an endpoint and an instance.',
      pointer: `${at}/steps`,
    });
}

function refuseVariables({ version, at, refuseWhole }: FlowScope): void {
  const { variables = [] } = version;
  if (variables.length > 0)
    refuseWhole([variables, at], {
      code: 'back/variable',
      message: `The flow has variables of its own: ${variables.map(({ name }) => `"${name}"`).join(', ')}.`,
      help: 'A service has no variables: write the values where they are used, and remove the variables.',
      pointer: `${at}/variables`,
    });
}
