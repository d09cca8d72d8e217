import { createHash } from 'node:crypto';
import { resolveProfile, type Profile } from '../config/profile.ts';
import type { ConnectorDefinition } from '../connector/definition.ts';
import type { Finding } from '../diagnostics/diagnostic.ts';
import type { FlowFile, LookupTable } from '../flow/model.ts';
import { indexBundle } from '../legacy/bundle-index.ts';
import type { Service, ServiceBundle } from '../legacy/bundle.ts';
import type { DecisionsFile } from '../legacy/decisions.ts';
import { formOfBundle } from '../legacy/known-members.ts';
import { Account, totalsOf, type Entries, type Totals } from './account.ts';
import { Decisions, type AskedQuestion, type Question } from './decisions.ts';
import companyGroupToName from './rules/company-group-to-name.ts';
import { remarkOnBundle, remarkOnService } from './behaviours.ts';
import type { PoolStart } from './pool-start.ts';
import { Remarks, type Behaviour } from './remarks.ts';
import companyToMetadata from './rules/company-to-metadata.ts';
import envelopeToReport from './rules/envelope-to-report.ts';
import environmentToInstance from './rules/environment-to-instance.ts';
import idToDescription from './rules/id-to-description.ts';
import inactiveToDisabled from './rules/inactive-to-disabled.ts';
import nameToFlow from './rules/name-to-flow.ts';
import notesToDescription from './rules/notes-to-description.ts';
import notificationGroupToGroup from './rules/notification-group-to-group.ts';
import sameMinuteToStagger from './rules/same-minute-to-stagger.ts';
import scriptToScript from './rules/script-to-script.ts';
import serviceConnectorToInstance from './rules/service-connector-to-instance.ts';
import statusToDisabled from './rules/status-to-disabled.ts';
import sweeperToFlow from './rules/sweeper-to-flow.ts';
import systemToConnector from './rules/system-to-connector.ts';
import typeToFlow from './rules/type-to-flow.ts';
import unofferedScriptToReport from './rules/unoffered-script-to-report.ts';
import unusedLookupToReport from './rules/unused-lookup-to-report.ts';
import type { BundleScope, Scope, ServiceScope } from './scope.ts';
import { serviceToSteps } from './service-to-steps.ts';
import { connectorsOf, openSide } from './sides.ts';
import { flowScript, type FlowScript } from './scripts.ts';
import { convertTrigger } from './trigger.ts';
import { writeFlow } from './write-flow.ts';

export interface ConvertInput {
  readonly bundle: ServiceBundle;
  /** Definitions by name; the one of a system is named like the system's id or name. */
  readonly connectors: ReadonlyMap<string, ConnectorDefinition>;
  /** Answers so far. */
  readonly decisions?: DecisionsFile;
  /** What somebody knows of the platform. Default: what the toolkit takes for granted. */
  readonly profile?: Profile;
  /** Services of which no flow is made, by their places in the bundle, each with the reason. */
  readonly aside?: ReadonlyMap<number, string>;
  /** The bundle as it was read, where services that are set aside stand in it as something else. */
  readonly asRead?: unknown;
  /** Is told after each service how many are done. */
  readonly onService?: (done: number, all: number) => void;
}

export interface ConvertedFlow {
  /** Id of the service. */
  readonly service: string;
  /** File name without folder. */
  readonly file: string;
  readonly flow: FlowFile;
  /** What its data pool knows before the first run; absent without one. */
  readonly start?: PoolStart;
}

/** A service of which no flow was made. */
export interface RefusedService {
  readonly service: string;
  readonly reason: string;
}

export interface ConvertResult {
  readonly flows: readonly ConvertedFlow[];
  readonly refused: readonly RefusedService[];
  /** What services did without a setting for it, and flows do otherwise. */
  readonly behaviours: readonly Behaviour[];
  /** Values of the bundle by what became of them; the four add up to `total`. */
  readonly totals: Totals;
  /** What became of each value of the bundle. */
  readonly entries: Entries;
  /** All decisions with their answers, to be written and filled in. */
  readonly decisions: DecisionsFile;
  /** All questions with what was answered, also by a pattern. */
  readonly questions: readonly AskedQuestion[];
  /** Ids of the decisions without an answer. */
  readonly open: readonly string[];
  /** The same in full. */
  readonly openQuestions: readonly Question[];
  /** Ids of answers that no question asks for. */
  readonly stale: readonly string[];
  /** Open questions that deserve a look at the bundle; pointers lead into the bundle. Codes: `convert/*`. */
  readonly findings: readonly Finding[];
  /** What is wrong with the given answers; pointers lead into the decisions file. */
  readonly answerFindings: readonly Finding[];
}

/** Converts every service of a bundle. Pure and total: same input, same output, and no input throws. */
export function convertBundle({
  bundle,
  connectors,
  decisions: file,
  profile = resolveProfile(),
  aside,
  asRead,
  onService,
}: ConvertInput): ConvertResult {
  const account = new Account(asRead ?? bundle, formOfBundle());
  const decisions = new Decisions(file);
  const scope: BundleScope = {
    bundle,
    index: indexBundle(bundle),
    connectors,
    account,
    decisions,
    remarks: new Remarks(),
    profile,
    owner: 'company',
    at: '',
  };
  const company = companyToMetadata.convert(scope);
  const leftOut = environmentToInstance.convert(scope);
  const startOf = sameMinuteToStagger.convert(scope);
  const prefixOf = companyGroupToName.convert(scope);
  const flows: ConvertedFlow[] = [];
  const fileFor = fileNames(bundle.services);
  const refused: { service: string; reason: string }[] = [];
  for (const [index, service] of bundle.services.entries()) {
    const own: ServiceScope = {
      ...scope,
      owner: service.id,
      at: `/services/${index}`,
      service,
      lookups: new Map<string, LookupTable>(),
      scripts: new Map<string, FlowScript>(),
    };
    const refuse = (why: string): void => {
      account.giveUp(own.at, why);
      refused.push({ service: service.id, reason: why });
    };
    onService?.(index + 1, bundle.services.length);
    const wrong = aside?.get(index);
    const reason = wrong ?? leftOut(service) ?? unoffered(own);
    if (wrong !== undefined) refuse(wrong);
    else if (reason !== undefined) refused.push({ service: service.id, reason });
    else
      try {
        const converted = convertService(own, { company, prefix: prefixOf(service), startOf });
        flows.push({ service: service.id, file: fileFor(service), ...converted });
      } catch (fault) {
        // A fault of ours in one service must not keep the others from their flows.
        refuse(`Its conversion broke off: ${fault instanceof Error ? fault.message : String(fault)}`);
      }
  }
  convertRest(scope);
  const entries = account.entries();
  const openQuestions = decisions.openQuestions();
  return {
    flows,
    refused,
    behaviours: scope.remarks.behaviours(),
    totals: totalsOf(entries),
    entries,
    decisions: decisions.file(),
    questions: decisions.questions(),
    open: openQuestions.map(({ id }) => id),
    openQuestions,
    stale: decisions.stale(),
    findings: openQuestions.flatMap(findingOf),
    answerFindings: [...decisions.problems()],
  };
}

/** Why no flow can do what the payload script of a service does. */
function unoffered(own: ServiceScope): string | undefined {
  const { payloadScript } = own.service;
  if (payloadScript === undefined || flowScript(own, payloadScript.scriptId) !== undefined) return undefined;
  return unofferedScriptToReport.convert(own, '');
}

/** What holds for the flows of all services. */
interface Common {
  readonly company: { readonly company_name: string };
  readonly prefix: string;
  readonly startOf: (service: Service, cron: string) => string;
}

function convertService(
  own: ServiceScope,
  { company, prefix, startOf }: Common,
): Pick<ConvertedFlow, 'flow' | 'start'> {
  const source = openSide(own, 'source');
  const scope: Scope = {
    ...own,
    source,
    destination: openSide(own, 'destination'),
    recordsPath: source.endpoint?.dataPath ?? '',
  };
  const trigger = convertTrigger(scope);
  remarkOnService(scope);
  const name = prefix + nameToFlow.convert(scope);
  const { steps, groups, assumes, start } = serviceToSteps(scope);
  const flow = writeFlow(scope, {
    name,
    company,
    description: [idToDescription.convert(scope), ...typeOf(scope), ...notesToDescription.convert(scope)],
    enabled: (scope.service.active ? statusToDisabled : inactiveToDisabled).convert(scope),
    ...trigger,
    crons: trigger.crons.map((cron) => startOf(scope.service, cron)),
    sample: sampleOf(scope),
    steps,
    groups,
    assumes,
    connectors: connectorsOf(scope.source, scope.destination),
  });
  return { flow, ...(start === undefined ? {} : { start }) };
}

/** What somebody has given as an example of what an inbound service takes. */
function sampleOf({ service, index }: Scope): unknown {
  if (service.trigger?.kind !== 'inboundApi') return undefined;
  const system = index.systems.get(index.connectors.get(service.source.connectorId)?.value.systemId ?? '');
  return system?.value.entities.find(({ type }) => type === service.source.entity)?.sample;
}

function typeOf(scope: Scope): readonly string[] {
  if (scope.service.type === 'sweeper' || scope.service.sweeps !== undefined) return sweeperToFlow.convert(scope);
  typeToFlow.convert(scope);
  return [];
}

/** What is not part of a service: names, credentials, scripts, tables that no service uses. */
function convertRest(scope: BundleScope): void {
  const { systems, connectors, scripts } = scope.bundle;
  remarkOnBundle(scope);
  for (const index of systems.keys()) systemToConnector.convert(scope, index);
  for (const index of connectors.keys()) serviceConnectorToInstance.convert(scope, index);
  for (const index of scripts.keys()) scriptToScript.convert(scope, index);
  unusedLookupToReport.convert(scope);
  notificationGroupToGroup.convert(scope);
  envelopeToReport.convert(scope);
}

/** What an open question says about the bundle, where that deserves a look. */
export function findingOf({ id, question, options, about, code }: Question): readonly Finding[] {
  if (code === undefined) return [];
  const values = options.map(({ value }) => value).join(', ');
  const help = `Answer decision "${id}" in decisions.yaml${values === '' ? '.' : `: ${values}.`}`;
  return [{ code, message: question, help, pointer: about[0] ?? '' }];
}

/**
 * Names files by id and name of the service, whatever their order. A name that several would have, or that is too long, ends
 * with a piece of the id's hash.
 */
function fileNames(services: readonly Service[]): (service: Service) => string {
  const nameOf = ({ id, name }: Service): string => kebab(`${id} ${name}`) || 'service';
  const uses = new Map<string, number>();
  const count = (name: string): void => void uses.set(name, (uses.get(name) ?? 0) + 1);
  for (const service of services) count(nameOf(service).slice(0, longestName));
  const given = new Map<string, number>();
  return (service) => {
    const name = nameOf(service);
    const short = name.slice(0, longestName);
    const isPlain = name === short && uses.get(short) === 1;
    const hash = createHash('sha256').update(service.id).digest('hex').slice(0, 8);
    const own = isPlain ? name : `${short.replace(/-+$/u, '')}-${hash}`;
    const again = (given.get(own) ?? 0) + 1; // two services of one id
    given.set(own, again);
    return `${own}${again === 1 ? '' : `-${again}`}.flow.json`;
  };
}

/** File systems take 255 bytes; some tools add their own ending. */
const longestName = 120;

/** Part of a file name: letters and digits of ASCII, joined by hyphens. */
function kebab(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '');
}
