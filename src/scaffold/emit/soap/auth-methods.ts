import type { AuthMethod } from '../../../connector/definition.ts';
import type { OperationTable, PartTable } from '../../../../templates/soap/src/soap/operations.ts';
import type { FieldTable, QualifiedName } from '../../../../templates/soap/src/soap/tables.ts';
import { escapeAttribute } from '../../../../templates/soap/src/soap/xml-writer.ts';
import { namespaces as known } from '../../../../templates/soap/src/soap/names.ts';
import { wordsOf } from '../../analyse/words.ts';
import type { TypePlans } from './plan-types.ts';

interface Operation {
  readonly table: OperationTable;
  readonly version: '1.1' | '1.2';
  /** URL of its endpoint, with tokens. */
  readonly url: string;
}

/**
 * How a SOAP service may be authenticated to. A WSDL does not say it; a token passport among the headers, or an operation
 * to log in together with a header for the session, show it. What any service may ask for follows behind.
 */
export function authMethodsOf(operations: readonly Operation[], types: TypePlans): AuthMethod[] {
  const user = [{ key: 'username', required: true }, secret('password')];
  const detected = [tokenPassport(operations, types), sessionLogin(operations, types)];
  return [
    ...detected.filter((method) => method !== undefined),
    { name: 'none', type: 'none' },
    { name: 'basic', type: 'basic', variables: user },
    { name: 'ws-security', type: 'ws-security', variables: user },
  ];
}

const passportFields: Readonly<Record<string, string>> = {
  account: 'account',
  consumerKey: 'consumer_key',
  token: 'token_id',
  nonce: 'nonce',
  timestamp: 'timestamp',
  signature: 'signature',
};

/** The passport of NetSuite is known by its fields; its namespaces change with each version. */
function tokenPassport(operations: readonly Operation[], types: TypePlans): AuthMethod | undefined {
  const passport = headersOf(operations).find((part) => {
    const fields = fieldsOf(part.t, types).map(({ p }) => p);
    return Object.keys(passportFields).every((field) => fields.includes(field));
  });
  if (passport === undefined) return undefined;
  const content = fieldsOf(passport.t, types)
    .filter(({ p }) => Object.hasOwn(passportFields, p))
    .map(({ p, n }) => {
      const attributes = p === 'signature' ? ' algorithm="HMAC-SHA256"' : '';
      return element(n, `{{${passportFields[p] ?? ''}}}`, types, attributes);
    });
  return {
    name: 'token-passport',
    type: 'netsuite-tba',
    variables: [
      { key: 'account', required: true },
      ...['consumer_key', 'consumer_secret', 'token_id', 'token_secret'].map(secret),
    ],
    envelope: { header: element(passport.n, content.join(''), types) },
  };
}

/** An operation that takes a password and one header that carries a session. */
function sessionLogin(operations: readonly Operation[], types: TypePlans): AuthMethod | undefined {
  const login = operations.find(
    ({ table }) =>
      /^(?:authenticate|log_?[io]n|sign_?in)$/iu.test(table.name) &&
      inputsOf(table, types).some(({ p }) => /passw/iu.test(p)),
  );
  const header = headersOf(operations).find(({ t }) => fieldsOf(t, types).some(({ p }) => isSession(p)));
  const [part] = login?.table.input.parts ?? [];
  const place = login === undefined ? undefined : tokenPlace(login.table, types);
  if (login === undefined || header === undefined || part === undefined || place === undefined) return undefined;
  const inputs = inputsOf(login.table, types);
  const keys = new Map(inputs.map(({ p }) => [p.toLowerCase(), variableOf(p)]));
  const fill = ({ p, n, t }: FieldTable): string => {
    const value = isSession(p) ? 'token' : keys.get(p.toLowerCase());
    // Whatever else a header holds says nothing about who calls.
    return element(n, value === undefined ? (t === 'xs:string' ? '' : '0') : `{{${value}}}`, types);
  };
  const envelope = login.version === '1.2' ? known.soap12 : known.soap11;
  const body = element(part.n, inputs.map(({ p, n }) => element(n, `{{${variableOf(p)}}}`, types)).join(''), types);
  return {
    name: 'session',
    type: 'soap-login',
    url: login.url,
    tokenPath: place.tokenPath,
    variables: inputs.map(({ p }) =>
      /passw/iu.test(p) ? secret(variableOf(p)) : { key: variableOf(p), required: true },
    ),
    envelope: {
      header: element(header.n, fieldsOf(header.t, types).map(fill).join(''), types),
      login: `<e:Envelope xmlns:e="${envelope}"><e:Body>${body}</e:Body></e:Envelope>`,
      loginAction: login.table.action,
      ...(place.part === undefined ? {} : { tokenPart: place.part }),
    },
  };
}

/** Where the reply holds the session: in a field of its own, or, with PeopleVox, behind the client in "Detail". */
function tokenPlace(
  { output }: OperationTable,
  types: TypePlans,
): { readonly tokenPath: string; readonly part?: { readonly separator: string; readonly at: number } } | undefined {
  const [answer] = output?.parts ?? [];
  for (const result of answer === undefined ? [] : fieldsOf(answer.t, types)) {
    const fields = fieldsOf(result.t, types).map(({ p }) => p);
    const session = fields.find(isSession);
    if (session !== undefined) return { tokenPath: `${result.p}.${session}` };
    if (fields.includes('ResponseId') && fields.includes('Detail'))
      return { tokenPath: `${result.p}.Detail`, part: { separator: ',', at: 2 } };
    if (isSession(result.p) || result.t === 'xs:string') return { tokenPath: result.p };
  }
  return undefined;
}

function isSession(name: string): boolean {
  return /^(?:session|token|session_?(?:id|token|key)|auth_?token)$/iu.test(name);
}

function headersOf(operations: readonly Operation[]): readonly PartTable[] {
  return operations.flatMap(({ table }) => table.input.headers ?? []);
}

function inputsOf({ input }: OperationTable, types: TypePlans): readonly FieldTable[] {
  const [part] = input.parts;
  return part === undefined ? [] : fieldsOf(part.t, types);
}

function fieldsOf(type: string, types: TypePlans): readonly FieldTable[] {
  const table = types.types.get(type)?.table;
  return table?.kind === 'complex' ? (table.fields ?? []).filter(({ n }) => n !== undefined) : [];
}

/** `clientId` → `client_id`; user and password keep the names that all methods share. */
function variableOf(name: string): string {
  return /passw/iu.test(name) ? 'password' : /^user_?(?:name)?$/iu.test(name) ? 'username' : wordsOf(name).join('_');
}

function secret(key: string): { key: string; required: true; secret: true } {
  return { key, required: true, secret: true };
}

/** An element that declares its own namespace. */
function element(name: QualifiedName | undefined, content: string, types: TypePlans, attributes = ''): string {
  const [index, local] = name ?? [-1, ''];
  const namespace = index < 0 ? '' : (types.namespaces[index] ?? '');
  return `<${local} xmlns="${escapeAttribute(namespace)}"${attributes}>${content}</${local}>`;
}
