import type { DiagnosticCode } from '../../../diagnostics/table.ts';
import { isObject } from '../../../text/json.ts';
import type { ApiModel } from '../../api-model.ts';
import type { Documents } from './documents.ts';
import type { Findings } from './findings.ts';
import { locate } from './locate.ts';
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

const chainLimit = 50;

/**
 * Follows references until something else stands there; `undefined` when they lead nowhere.
 * Diagnostics: `scaffold/missing-ref`, `remote-ref`, `outside-ref`, `circular-ref`.
 */
export function follow(reading: Reading, node: Node): Node | undefined {
  let at = node;
  for (let steps = 0; at.reference !== undefined; steps++) {
    if (steps === chainLimit) {
      reading.findings.add(
        'scaffold/circular-ref',
        node,
        `Reference ${quote(node.reference)} leads back to itself; it is left out.`,
      );
      return undefined;
    }
    const next = resolve(reading, at);
    if (next === undefined) return undefined;
    at = next;
  }
  return at;
}

/** The place that the reference in `node` names, reported when there is none. */
export function resolve(reading: Reading, node: Node): Node | undefined {
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
  reading.findings.add(code, at, `Reference ${quote(text)} ${what}; what it stands for is left open.`);
  return undefined;
}

/** Reads a part once, however many references lead to it. */
export function readShared<Result>(reading: Reading, kind: string, node: Node, read: () => Result): Result {
  if (node.value === null || typeof node.value !== 'object') return read();
  let known = reading.shared.get(kind);
  if (known === undefined) reading.shared.set(kind, (known = new WeakMap()));
  if (!known.has(node.value)) known.set(node.value, read());
  return known.get(node.value) as Result; // stored under this kind by this function only
}

/** Says what stands there, short enough for a message. */
export function quote(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (isObject(value)) return 'an object';
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}
