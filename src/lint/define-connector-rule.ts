import type { ConnectorDefinition, Endpoint } from '../connector/definition.ts';
import type { Finding } from '../diagnostics/diagnostic.ts';
import type { DiagnosticCode } from '../diagnostics/table.ts';
import { textsIn, type PlacedText } from './define-rule.ts';

/** A rule over one connector definition. Rules see only what the schema has accepted. */
export interface ConnectorRule {
  /** Diagnostic code; the part behind the slash is the name of the file. */
  readonly name: DiagnosticCode;
  /** Pointers are those of the definition itself. */
  check(connector: ConnectorDefinition): Iterable<Finding>;
}

export function defineConnectorRule(rule: ConnectorRule): ConnectorRule {
  return rule;
}

export interface PlacedEndpoint {
  readonly endpoint: Endpoint;
  readonly pointer: string;
}

export function endpointsOf({ endpoints = [] }: ConnectorDefinition): readonly PlacedEndpoint[] {
  return endpoints.map((endpoint, index) => ({ endpoint, pointer: `/endpoints/${index}` }));
}

export interface PlacedToken extends PlacedText {
  readonly key: string;
  /** Where the key stands inside of the text. */
  readonly part: { readonly start: number; readonly end: number };
}

/** Every {{key}} token in a value. */
export function* tokensIn(value: unknown, pointer: string): Generator<PlacedToken> {
  for (const placed of textsIn(value, pointer)) {
    if (!placed.text.includes('{{')) continue;
    for (const match of placed.text.matchAll(/\{\{\s*([^{}\s]+)\s*\}\}/gu)) {
      const key = match[1] ?? '';
      const start = match.index + match[0].indexOf(key);
      yield { ...placed, key, part: { start, end: start + key.length } };
    }
  }
}
