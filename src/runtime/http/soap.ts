import { parseJson } from '../../text/json-codec.ts';
import { fillXml } from '../../formats/soap/envelope-text.ts';
import { operationKey, SoapEndpoint, SoapFaultError, type SoapRequest } from '../../formats/soap/soap-endpoint.ts';

import { isObject, type JsonObject } from '../../text/json.ts';
import { TerminalError } from '../../contract/errors.ts';
import type { HttpResponse } from '../../contract/ports.ts';
import type { EndpointCall } from '../../contract/http-call.ts';
import type { Session } from './session.ts';

export interface SoapAnswer {
  /** The answer as JSON; of a raw endpoint only where its pages depend on it. */
  readonly value: unknown;
}

/** How one endpoint that is a SOAP operation writes requests and reads answers. */
export interface SoapCodec {
  /** A payload to send: JSON, or XML for a raw endpoint. Errors: `run/soap-request`. */
  encode(payload: string | Uint8Array): SoapRequest;
  /** The request for a page. Errors: `run/soap-request`. */
  encodePage(body: JsonObject | undefined, fill: (text: string) => string): SoapRequest;
  /** Errors: `run/soap-fault`, `run/bad-answer`. */
  decode(response: HttpResponse, body?: JsonObject): SoapAnswer;
}

export function createSoapCodec(
  call: EndpointCall,
  soap: NonNullable<EndpointCall['endpoint']['soap']>,
  session: Session,
): SoapCodec {
  const codec = new SoapEndpoint(call.connector, soap);
  const isRaw = soap.raw === true;
  const operation = `Operation "${soap.operation.name}" of "${call.connector.name}"`;
  /** Reasons quote data, and services quote what they were sent. */
  const reasonOf = (cause: unknown): string => session.redact(cause instanceof Error ? cause.message : String(cause));
  const write = (body: JsonObject | string): SoapRequest => {
    try {
      return codec.request(body);
    } catch (cause) {
      throw new TerminalError({
        code: 'run/soap-request',
        message: `${operation} does not take this payload: ${reasonOf(cause)}`,
        help: 'Map the payload to the fields that the operation has.',
        step: call.step,
      });
    }
  };
  return {
    encode(payload) {
      const text = typeof payload === 'string' ? payload : new TextDecoder().decode(payload);
      return write(isRaw ? text : bodyOf(text));
    },
    encodePage(body = {}, fill) {
      // Further pages of a search are asked for with another operation, whose body is JSON.
      if (soap.envelope === undefined || Object.hasOwn(body, operationKey)) return write(body);
      const given = textsOf(body);
      const unused = new Set(given.keys());
      const text = fillXml(soap.envelope, (key) => {
        unused.delete(key);
        return given.get(key) ?? fill(`{{${key}}}`);
      });
      const [first] = unused;
      if (first !== undefined) throw noPlace(first);
      return write(text);
    },
    decode(response, body) {
      try {
        if (!isRaw || call.endpoint.pagination !== undefined)
          return { value: codec.answer(response.body, response.status, body, response.headers['content-type']).value };
        codec.refuseFault(response.body, response.status, response.headers['content-type']);
        return { value: undefined };
      } catch (cause) {
        throw cause instanceof SoapFaultError ? faulty(cause) : unreadable(cause);
      }
    },
  };

  function noPlace(path: string): TerminalError {
    return new TerminalError({
      code: 'run/soap-request',
      message: `The envelope of endpoint "${call.endpoint.name}" has no place for "${path}", which its pages, its body or a filter set.`,
      help: `Put {{${path}}} into the envelope, or take the setting away.`,
      step: call.step,
    });
  }

  function faulty(fault: SoapFaultError): TerminalError {
    const code = fault.code.replace(/^\{.*\}/u, '');
    const declared = fault.fault === undefined ? '' : ` (fault "${fault.fault}")`;
    return new TerminalError({
      code: 'run/soap-fault',
      message: `${operation}, endpoint "${call.endpoint.name}", was answered with fault ${session.redact(code)}: ${session.redact(fault.reason)}${declared}`,
      help: 'The service says in the fault what it did not accept.',
      step: call.step,
      status: fault.status,
    });
  }

  function unreadable(cause: unknown): TerminalError {
    return new TerminalError({
      code: 'run/bad-answer',
      message: `The answer of ${operation} cannot be read: ${reasonOf(cause)}`,
      help: 'Scaffold the connector again from the current WSDL, or set "raw" to keep answers as XML.',
      step: call.step,
    });
  }
}

/** The texts of a body by dot path, as tokens name them. */
function textsOf(body: JsonObject, path = ''): Map<string, string> {
  return new Map(
    Object.entries(body).flatMap(([key, value]): [string, string][] =>
      isObject(value)
        ? [...textsOf(value, `${path}${key}.`)]
        : [[path + key, typeof value === 'string' ? value : JSON.stringify(value)]],
    ),
  );
}

/** A payload that is no JSON object is the value of an operation that takes a text, a number or a list. */
function bodyOf(text: string): JsonObject {
  try {
    const value: unknown = parseJson(text);
    return isObject(value) ? value : { $value: value };
  } catch {
    return { $value: text };
  }
}
