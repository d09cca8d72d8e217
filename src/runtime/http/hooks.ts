import type { AuthMethod, ConnectorDefinition } from '../../connector/definition.ts';
import type { RunContext } from '../../contract/context.ts';
import type { LoginAnswer } from '../../contract/define-auth.ts';
import { isRunError } from '../../contract/errors.ts';
import type { EndpointCall, JudgedResponse } from '../../contract/http-call.ts';
import type { HttpRequest, HttpResponse } from '../../contract/ports.ts';
import { answerText, headerLists, withAnswerText } from '../../contract/response-script.ts';
import {
  callScript,
  loadScript,
  wrongResult,
  type ReadyScript,
  type ScriptOutcome,
} from '../../contract/script-call.ts';
import type { ScriptName, ScriptRequest, ScriptSurroundings } from '../../contract/script.ts';
import { isObject } from '../../text/json.ts';
import { Secret } from '../../text/secret.ts';
import type { Draft } from './attempt.ts';
import type { Values } from './values.ts';

/** Custom scripts around the requests of one instance. Errors: those of `callScript` and `loadScript`. */
export interface Hooks {
  /** The request as the script of the endpoint leaves it. It never sees credentials, and cannot lead to another host. */
  before(draft: Draft, call: EndpointCall): Promise<Draft>;
  /** The answer as the script of the endpoint leaves it. Called for successes. */
  after(response: JudgedResponse, call: EndpointCall): Promise<JudgedResponse>;
  beforeLogin(request: HttpRequest): Promise<HttpRequest>;
  afterLogin(response: HttpResponse): Promise<LoginAnswer>;
  /** Says what is wrong with a script before anything is sent. */
  require(wanted: ScriptName, call: EndpointCall): Promise<void>;
  /** What a pagination script returns as its payload. */
  page(wanted: ScriptName, payload: string, call: EndpointCall): Promise<string | null | undefined>;
}

/** `step`: that which opens the session; what goes wrong with its login is said of it. */
export function openHooks(
  connector: ConnectorDefinition,
  method: AuthMethod,
  values: Values,
  context: RunContext,
  step: string,
): Hooks {
  const loaded = new Map<string, Promise<ReadyScript>>();
  const load = (wanted: ScriptName, of: string): Promise<ReadyScript> => {
    const key = JSON.stringify([wanted.name, wanted.version]);
    let script = loaded.get(key);
    if (script === undefined) loaded.set(key, (script = loadScript(wanted, context, of, connector.scripts)));
    return script;
  };
  const call = async (
    wanted: ScriptName,
    payload: string | null,
    more: Omit<ScriptSurroundings, 'flow'>,
    of: string,
  ): Promise<ScriptOutcome & { readonly script: string }> => {
    const flow = { variables: Object.fromEntries(context.variables) };
    try {
      const script = await load(wanted, of);
      return { ...(await callScript(script, payload, { ...more, flow }, context, of)), script: script.name };
    } catch (error) {
      // What a script throws may quote what it was given.
      throw isRunError(error) ? error.with({ message: context.redaction.hide(error.message) }) : error;
    }
  };
  const ofInstance = (): Record<string, string> =>
    Object.fromEntries(Array.from(values, ([key, value]) => [key, value instanceof Secret ? value.reveal() : value]));
  return {
    async before(draft, { endpoint: { scripts }, variables, meta = {}, step: of }) {
      const { before: wanted, after } = scripts ?? {};
      // What cannot be run is said before anything is sent.
      if (after !== undefined) await load(after, of);
      if (wanted === undefined) return draft;
      const request = shownToScript(draft.url.href, draft);
      const { rest, script } = await call(wanted, request.body, { variables, meta, request }, of);
      return { ...draft, ...changed(request, rest?.['request'], script) };
    },
    async after(response, { endpoint: { scripts }, variables, meta = {}, step: of }) {
      const wanted = scripts?.after;
      if (wanted === undefined || response.status < 200 || response.status >= 300) return response;
      const text = answerText(response, of);
      const shown = { headers: headerLists(response.headers), body: text, status: response.status };
      const { payload } = await call(wanted, text, { variables, meta, response: shown }, of);
      return payload === undefined || payload === text ? response : withAnswerText(response, payload ?? '');
    },
    async beforeLogin(given) {
      const { before: wanted, after } = method.scripts ?? {};
      if (after !== undefined) await load(after, step);
      if (wanted === undefined) return given;
      const request = shownToScript(given.url, given);
      const { rest, script } = await call(wanted, request.body, { variables: ofInstance(), meta: {}, request }, step);
      const { url, ...others } = changed(request, rest?.['request'], script);
      return { ...given, ...others, ...(url === undefined ? {} : { url: url.href }) };
    },
    async afterLogin(response) {
      const wanted = method.scripts?.after;
      if (wanted === undefined || response.status >= 300) return response;
      const text = answerText(response, step);
      const shown = { headers: headerLists(response.headers), body: text, status: response.status };
      const { payload } = await call(wanted, text, { variables: ofInstance(), meta: {}, response: shown }, step);
      if (payload === undefined || payload === null || payload === text) return response;
      // An object stands in for the answer; anything else is the token itself.
      return payload.trimStart().startsWith('{')
        ? withAnswerText(response, payload)
        : { ...response, token: payload.trim() };
    },
    async require(wanted, { step: of }) {
      await load(wanted, of);
    },
    async page(wanted, payload, { variables, meta = {}, step: of }) {
      return (await call(wanted, payload, { variables, meta }, of)).payload;
    },
  };
}

function shownToScript(
  url: string,
  { method, headers, body }: Pick<HttpRequest, 'method' | 'headers' | 'body'>,
): ScriptRequest {
  return { url, method, headers, body: typeof body === 'string' ? body : textOf(body) };
}

/** What is no text stays as it is: scripts see none. */
function textOf(bytes: Uint8Array | undefined): string | null {
  if (bytes === undefined) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

interface Changes {
  readonly method?: string;
  readonly url?: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What a script changed of a request; what it left out stays. Errors: `run/script-result`. */
function changed(before: ScriptRequest, given: unknown, script: string): Changes {
  if (given === undefined || given === null) return {};
  if (!isObject(given)) throw wrongResult(script, '"request" is no object');
  const { method, url, headers, body } = given;
  return {
    ...(method === undefined ? {} : { method: textIn('method', method, script).toUpperCase() }),
    ...(url === undefined || url === before.url
      ? {}
      : { url: addressOf(textIn('url', url, script), before.url, script) }),
    ...(headers === undefined ? {} : { headers: headersOf(headers, script) }),
    ...(body === undefined || body === before.body ? {} : { body: bodyOf(body) }),
  };
}

function bodyOf(body: unknown): string {
  if (body === null) return '';
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function textIn(member: string, value: unknown, script: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw wrongResult(script, `"request.${member}" is no text`);
}

/** Credentials belong to one host. */
function addressOf(text: string, before: string, script: string): URL {
  const url = URL.canParse(text, before) ? new URL(text, before) : undefined;
  if (url === undefined) throw wrongResult(script, '"request.url" is no address');
  const { origin } = new URL(before);
  if (url.origin === origin) return url;
  throw wrongResult(script, `"request.url" leads to ${url.origin}, and the credentials belong to ${origin}`);
}

function headersOf(headers: unknown, script: string): Readonly<Record<string, string>> {
  // An empty map is an empty list in PHP.
  if (Array.isArray(headers) && headers.length === 0) return {};
  if (!isObject(headers)) throw wrongResult(script, '"request.headers" is no object');
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === null ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : String(value as string)]],
    ),
  );
}
