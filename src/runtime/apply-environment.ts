import { TerminalError } from '../contract/errors.ts';
import type { Instance } from '../connector/instance.ts';
import type { EnvironmentFile, Replacements } from '../flow/environment.ts';
import type { FlowFile, FlowStep, FlowVersion, LookupTable } from '../flow/model.ts';
import { replacementsFor } from '../flow/replacements.ts';
import { isObject } from '../text/json.ts';

/**
 * The flow as it runs in a virtual environment: other instances, pools, caches, lookups and scripts in the place of its
 * own, other values of flow variables, another priority. Nothing is replaced twice.
 *
 * Errors: TerminalError `run/bad-environment` for an instance or a lookup that is to be put in place and is not there.
 */
export function applyEnvironment(
  file: FlowFile,
  environment: EnvironmentFile,
  instances: ReadonlyMap<string, Instance>,
): FlowFile {
  const replacements = replacementsFor(environment, file.flow.name);
  const { lookups: pairs = {}, priority } = replacements;
  const extension = file['x-repatch'];
  const lookups = replaceLookups(extension?.lookups ?? [], pairs, environment);
  const versions = file.flow.versions.map((version) => inVersion(version, replacements, instances, environment.name));
  return {
    ...file,
    flow: { ...file.flow, versions, ...(priority === undefined ? {} : { priority }) },
    ...(lookups.length === 0 ? {} : { 'x-repatch': { format: 1, ...extension, lookups } }),
  };
}

function inVersion(
  version: FlowVersion,
  replacements: Replacements,
  instances: ReadonlyMap<string, Instance>,
  environment: string,
): FlowVersion {
  const { flow_variables: values = {}, priority } = replacements;
  const variables = version.variables?.map((variable) => {
    const value = own(values, variable.name);
    return value === undefined ? variable : { ...variable, value };
  });
  return {
    ...version,
    ...(priority === undefined ? {} : { flow_priority: priority }),
    ...(variables === undefined ? {} : { variables }),
    steps: version.steps.map((step) => inStep(step, replacements, instances, environment)),
  };
}

function inStep(
  step: FlowStep,
  { instances: pairs = {}, data_pools: pools = {}, caches = {}, scripts = {} }: Replacements,
  instances: ReadonlyMap<string, Instance>,
  environment: string,
): FlowStep {
  const { connector, data_pool: pool, cache, config, script_version: script } = step;
  const otherScript = script && own(scripts, script.name);
  const instance = connector && own(pairs, connector.name);
  if (connector !== undefined && instance !== undefined) requireInstance(connector, instance, instances, environment);
  const otherPool = pool && own(pools, pool.name);
  // Those of a flow or a run are its own in every environment.
  const otherCache = cache?.scope === 'company' ? own(caches, cache.name) : undefined;
  return {
    ...step,
    ...(connector === undefined || instance === undefined ? {} : { connector: { ...connector, name: instance } }),
    ...(otherPool === undefined ? {} : { data_pool: { name: otherPool } }),
    ...(cache === undefined || otherCache === undefined ? {} : { cache: { ...cache, name: otherCache } }),
    // Versions of one script say nothing of another's: the latest is meant.
    ...(otherScript === undefined ? {} : { script_version: { name: otherScript } }),
    ...(config === undefined ? {} : { config: inSettings(config, caches, scripts) }),
  };
}

type Pairs = Readonly<Record<string, string>>;

/** Scripts and caches that settings name: of the step itself, of a response script, of functions of mapping rules. */
function inSettings(config: Record<string, unknown>, caches: Pairs, scripts: Pairs): Record<string, unknown> {
  if (Object.keys(caches).length + Object.keys(scripts).length === 0) return config;
  const change = (value: unknown, key: string, holder: Readonly<Record<string, unknown>>): unknown => {
    if (typeof value === 'string') {
      const isCompanyCache = key === 'cache' && holder['scope'] === 'company';
      const pairs = isCompanyCache ? caches : key === 'script' || key === 'response_script' ? scripts : {};
      return own(pairs, value) ?? value;
    }
    if (Array.isArray(value)) return value.map((one) => change(one, '', holder));
    if (!isObject(value)) return value;
    const script = key === 'script' || key === 'response_script' ? own(scripts, String(value['name'])) : undefined;
    if (script !== undefined) return { name: script };
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, change(one, name, value)]));
  };
  return change(config, '', config) as Record<string, unknown>; // an object stays one
}

function requireInstance(
  connector: NonNullable<FlowStep['connector']>,
  name: string,
  instances: ReadonlyMap<string, Instance>,
  environment: string,
): void {
  const wanted = connector.system ?? instances.get(connector.name)?.connector;
  const found = instances.get(name);
  if (found !== undefined && (wanted === undefined || found.connector === wanted)) return;
  const what =
    found === undefined
      ? 'which no instances file has'
      : `which belongs to connector "${found.connector}", not "${wanted}"`;
  throw new TerminalError({
    code: 'run/bad-environment',
    message: `Environment "${environment}" puts instance "${name}" in the place of "${connector.name}", ${what}.`,
    help: `Correct the name, or add the instance. Instances found: ${[...instances.keys()].join(', ') || 'none'}.`,
  });
}

/** Whoever asks for a table by its name gets the rows of the other one. */
function replaceLookups(tables: readonly LookupTable[], pairs: Pairs, environment: EnvironmentFile): LookupTable[] {
  const known = [...(environment.lookups ?? []), ...tables];
  const replaced = Object.entries(pairs).map(([from, to]) => {
    const table = known.find(({ name }) => name === to);
    if (table !== undefined) return { ...table, name: from };
    throw new TerminalError({
      code: 'run/bad-environment',
      message: `Environment "${environment.name}" puts lookup "${to}" in the place of "${from}", and nobody has its rows.`,
      help: 'Add its rows under "lookups" of the environment.',
    });
  });
  return [...tables.filter(({ name }) => !Object.hasOwn(pairs, name)), ...replaced];
}

function own(pairs: Pairs, name: string): string | undefined {
  return Object.hasOwn(pairs, name) ? pairs[name] : undefined;
}
