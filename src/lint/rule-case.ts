import type { DiagnosticCode } from '../diagnostics/table.ts';

/** Examples of rules. They stand beside the rule, in `<rule>.cases.ts`; one test runs them all. Nothing that checks a file loads them. */
export interface RuleCase {
  readonly shows: string;
  /** The documents by file name, the one that is looked at first. A value is written as JSON. */
  readonly files: Readonly<Record<string, unknown>>;
  /** The texts that the rule marks, in order; none: it is silent. */
  readonly marks?: readonly string[];
}

/** The examples of one rule, under its code. */
export interface RuleCases {
  readonly code: DiagnosticCode;
  readonly cases: readonly RuleCase[];
}

export function casesOf(code: DiagnosticCode, cases: readonly RuleCase[]): RuleCases {
  return { code, cases };
}

/** A flow with these steps, for the example of a rule. */
export function flowCase(
  shows: string,
  steps: readonly object[],
  marks?: readonly string[],
  rest: {
    readonly version?: object;
    readonly flow?: object;
    readonly file?: object;
  } = {},
): RuleCase {
  const flow = {
    metadata: { company_name: 'Acme', flow_name: 'Orders' },
    flow: {
      name: 'Orders',
      is_enabled: false,
      ...rest.flow,
      versions: [{ flow_name: 'Orders', ...rest.version, steps }],
    },
    systems: [],
    ...rest.file,
  };
  return { shows, files: { 'orders.flow.json': flow }, ...(marks === undefined ? {} : { marks }) };
}

export const pull = {
  name: 'Pull',
  microservice: 'connector',
  endpoint: { name: 'List orders', direction: 'Receive', http_method: 'GET', data_type: 'json' },
};

export const push = {
  name: 'Push',
  microservice: 'connector',
  endpoint: { name: 'Create order', direction: 'Send', http_method: 'POST' },
};

/** A map step with one rule. */
export function mapStep(rule: object): object {
  return { name: 'Map', microservice: 'map', config: { rules: [rule] } };
}

/** A notify step with this text. */
export function note(template: string): object {
  return { name: 'Note', microservice: 'notify', config: { level: 'info', template } };
}

export const list = { name: 'List orders', direction: 'Receive', method: 'GET', url: 'orders' };

/** A connector definition with these members. Whole texts that are marked are named without their quotes. */
export function connectorCase(shows: string, members: object, marks?: readonly string[]): RuleCase {
  const connector = {
    format: 'repatch-connector',
    formatVersion: 1,
    name: 'shop',
    protocol: 'HTTP',
    authMethods: [{ name: 'Token', type: 'token', variables: [{ key: 'token', secret: true }] }],
    endpoints: [list],
    ...members,
  };
  return { shows, files: { 'shop.connector.json': connector }, ...(marks === undefined ? {} : { marks }) };
}

const workspaceConnector = {
  format: 'repatch-connector',
  formatVersion: 1,
  name: 'shop',
  protocol: 'HTTP',
  authMethods: [
    { name: 'Token', type: 'token', variables: [{ key: 'token', secret: true, required: true }] },
    { name: 'Key', type: 'api-key', apiKey: { in: 'header', name: 'X-Key' } },
  ],
  endpoints: [list],
};

const workspaceInstance = {
  name: 'Shop',
  connector: 'shop',
  values: { baseUrl: 'env://SHOP_URL', token: 'secret://SHOP' },
};

/** A workspace of one flow, one connector and one instance, with these members of each, and further files. What is marked follows in the order of files. */
export function workspaceCase(
  shows: string,
  parts: {
    readonly flow?: object;
    readonly step?: object;
    readonly connector?: object;
    readonly instance?: object;
    readonly files?: Readonly<Record<string, unknown>>;
  },
  marks?: readonly string[],
): RuleCase {
  const step = { ...pull, connector: { name: 'Shop', system: 'shop' }, ...parts.step };
  return {
    shows,
    files: {
      'repatch.config.yaml': {},
      'connectors/shop.connector.json': { ...workspaceConnector, ...parts.connector },
      'instances.yaml': {
        format: 'repatch-instances',
        formatVersion: 1,
        instances: [{ ...workspaceInstance, ...parts.instance }],
      },
      'orders.flow.json': otherFlow('Orders', [step], parts.flow),
      ...parts.files,
    },
    ...(marks === undefined ? {} : { marks }),
  };
}

/** Another flow of a workspace. */
export function otherFlow(name: string, steps: readonly object[], flow: object = {}): object {
  return {
    metadata: { company_name: 'Acme', flow_name: name },
    flow: { name, is_enabled: false, ...flow, versions: [{ flow_name: name, steps }] },
    systems: [],
  };
}

/** A step that starts another flow. */
export function call(flow: string): object {
  return { name: 'Call', microservice: 'run-process-flow', config: { flow } };
}
