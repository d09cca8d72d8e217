import type { Skipped } from '../api-model.ts';
import type { ConnectorModel, Detected } from '../connector-model.ts';
import type { Note } from './package/note.ts';

/** What was generated and what it rests on, for people and for programs. Holds no value of any example. */
export interface ScaffoldReport {
  readonly name: string;
  readonly source: string;
  readonly operations: Coverage;
  readonly schemas: Coverage;
  /** What was left out, with reason and place. */
  readonly losses: readonly {
    readonly kind: string;
    readonly name: string;
    readonly reason: string;
    readonly file: string;
    readonly pointer: string;
    /** For XML, which has no pointers: 1-based. */
    readonly line?: number;
    readonly column?: number;
  }[];
  /** What the package does not check or cannot send, though it is described. */
  readonly notes: readonly Note[];
  /** Names of the webhooks and callbacks that there are types for. */
  readonly webhooks: readonly string[];
  readonly detected: {
    readonly rateLimit?: Detected<unknown>;
    /** What was read from words about authentication, or assumed, by method. */
    readonly authentication?: Readonly<Record<string, readonly string[]>>;
    readonly dateFormat?: Detected<unknown>;
    readonly errorShape?: Detected<unknown>;
    readonly endpoints: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
}

export interface Coverage {
  readonly generated: number;
  readonly declared: number;
}

export function emitReport(model: ConnectorModel, notes: readonly Note[], losses: readonly Skipped[]): ScaffoldReport {
  const { api, endpoints, rateLimit, dateFormat, errorShape } = model;
  const authentication = Object.fromEntries(
    model.authMethods.flatMap(({ name, evidence }) => (evidence === undefined ? [] : [[name, evidence] as const])),
  );
  return {
    name: model.name,
    source: api.source,
    operations: { generated: endpoints.length, declared: api.declared.operations },
    schemas: { generated: api.schemas.size, declared: api.declared.schemas },
    losses: [...api.skipped, ...losses].map(({ kind, name, reason, origin }) => ({ kind, name, reason, ...origin })),
    notes,
    webhooks: api.webhooks.map(({ name }) => name),
    detected: {
      ...(rateLimit === undefined ? {} : { rateLimit }),
      ...(Object.keys(authentication).length === 0 ? {} : { authentication }),
      ...(dateFormat === undefined ? {} : { dateFormat }),
      ...(errorShape === undefined ? {} : { errorShape }),
      endpoints: Object.fromEntries(
        endpoints.flatMap(({ key, pagination, openPages, idempotencyKey, rateLimit: own }) => {
          const found = { pagination, openPages, idempotencyKey, rateLimit: own };
          const detected = Object.entries(found).filter(([, value]) => value !== undefined);
          return detected.length === 0 ? [] : [[key, Object.fromEntries(detected)]];
        }),
      ),
    },
  };
}
