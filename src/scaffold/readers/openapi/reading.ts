import type { DiagnosticCode } from '../../../diagnostics/table.ts';
import { isObject } from '../../../text/json.ts';
import type { ApiModel } from '../../api-model.ts';
import type { Documents } from './documents.ts';
import type { Findings } from './findings.ts';
import { leadsInCircle, locate } from './locate.ts';
import type { Node } from './node.ts';
import type { SchemaRegistry } from './schema-registry.ts';

export type Dialect = Extract<ApiModel['source'], `openapi-${string}`>;

/** What every part of the reader works with. */
export interface Reading {
  readonly dialect: Dialect;
  readonly documents: Documents;
  readonly findings: Findings;
  readonly schemas: SchemaRegistry;
  /** Parts that many operations refer to, read once: by what they are read as, then by their raw value. */
  readonly shared: Map<string, WeakMap<object, unknown>>;
}

/**
 * Follows references until something else stands there; `undefined` when they lead nowhere.
 * Diagnostics: `scaffold/missing-ref`, `remote-ref`, `outside-ref`, `circular-ref`.
 */
export function follow(reading: Reading, node: Node): Node | undefined {
  if (isCircular(reading, node)) return undefined;
  let at: Node | undefined = node;
  while (at?.reference !== undefined) at = resolve(reading, at);
  return at;
}

/** Whether references from here lead round in a circle, which is reported. */
export function isCircular(reading: Reading, node: Node): boolean {
  const circular = node.reference !== undefined && leadsInCircle(reading.documents, node);
  if (circular)
    reading.findings.add(
      'scaffold/circular-ref',
      node,
      `Reference ${quote(node.reference)} leads back to itself; it is left out.`,
    );
  return circular;
}

/**
 * The place that the reference in `node` names, reported when there is none.
 * `instead`: what a reference that leads to nothing is taken to mean.
 */
export function resolve(reading: Reading, node: Node, instead?: () => Node | undefined): Node | undefined {
  const text = node.reference ?? '';
  const located = locate(reading.documents, text, node);
  if ('node' in located) return located.node;
  const at = node.child('$ref') ?? node;
  const misses: Record<typeof located.reason, readonly [DiagnosticCode, string]> = {
    remote: ['scaffold/remote-ref', 'is remote, and remote references are not followed'],
    outside: ['scaffold/outside-ref', 'leaves the folder of the description'],
    missing: ['scaffold/missing-ref', 'names a file that does not exist'],
    unreadable: ['scaffold/missing-ref', 'names a file that cannot be read'],
    'too-large': ['scaffold/missing-ref', 'names a file beyond the limit of 64 MB'],
    'too-many': ['scaffold/missing-ref', 'names a file beyond the limit of 10,000 files'],
    'no-such-place': ['scaffold/missing-ref', 'leads to nothing'],
  };
  const [code, what] = misses[located.reason];
  const meant = code === 'scaffold/missing-ref' ? instead?.() : undefined;
  const outcome = meant === undefined ? 'what it stands for is left open' : `it is read as "#${meant.pointer}"`;
  reading.findings.add(code, at, `Reference ${quote(text)} ${what}; ${outcome}.`);
  return meant;
}

/** Reads a part once, however many references lead to it. */
export function readShared<Result>(reading: Reading, kind: string, node: Node, read: () => Result): Result {
  if (node.value === null || typeof node.value !== 'object') return read();
  let known = reading.shared.get(kind);
  if (known === undefined) reading.shared.set(kind, (known = new WeakMap()));
  if (!known.has(node.value)) known.set(node.value, read());
  return known.get(node.value) as Result; // stored under this kind by this function only
}

/** Notes a form that belongs to other versions and is understood all the same. */
export function noteVersion(reading: Reading, node: Node, what: string, versions: string): void {
  reading.findings.add(
    'scaffold/other-version',
    node,
    `${what} belongs to OpenAPI ${versions}; it is read as meant there.`,
  );
}

/** Says what stands there, short enough for a message. */
export function quote(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (isObject(value)) return 'an object';
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}
