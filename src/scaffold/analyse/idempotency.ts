import type { ApiModel, Operation } from '../api-model.ts';
import type { Detected, IdempotencyKey } from '../connector-model.ts';
import { fieldsOf, isTyped, type SchemaView } from './schema-view.ts';

type Found = Detected<IdempotencyKey> | undefined;

/** Words of a description that say what a key is for. */
const repetition =
  /idempoten|more than once|at most once|exactly once|duplicat|stores keys|safely retry|retry (?:the |this )?requests? safely|repeated requests?/iu;

/** Names of keys that are only believed with such words. */
const perhaps =
  /(?:request|transaction|operation|client|dedup(?:lication)?|unique)[-_]?(?:request[-_]?)?(?:id|key|token|reference)$/iu;

/**
 * Where an operation takes a key by which the server knows a repetition: a header, or else a member of its body. By its
 * name, or by what its description says of it.
 */
export function detectIdempotencyKey(operation: Operation, view: SchemaView): Found {
  if (operation.method === 'GET' || operation.method === 'HEAD' || operation.method === 'OPTIONS') return undefined;
  return inHeaders(operation) ?? inBody(operation, view) ?? inWords(operation.description ?? '', 'description');
}

/** A header that the description of the whole API names, for operations that may be repeated by accident. */
export function keyOfWholeApi({ description = '' }: Pick<ApiModel, 'description'>, { method }: Operation): Found {
  return method === 'POST' || method === 'PATCH' ? inWords(description, 'description of the API') : undefined;
}

function inHeaders({ parameters }: Operation): Found {
  const headers = parameters.filter(({ in: place }) => place === 'header');
  const named = headers.find(({ name }) => /idempoten/iu.test(name));
  if (named !== undefined)
    return {
      value: { header: named.name },
      confidence: 'high',
      evidence: [`Header parameter "${named.name}" is an idempotency key.`],
    };
  const described = headers.find(({ name, description = '' }) => perhaps.test(name) && repetition.test(description));
  return described === undefined
    ? undefined
    : {
        value: { header: described.name },
        confidence: 'medium',
        evidence: [`The description of header "${described.name}" speaks of repetition.`],
      };
}

/** JSON bodies only: of a form nobody knows what its members become. */
function inBody({ body }: Operation, view: SchemaView): Found {
  const [content] = body?.contents ?? [];
  if (content === undefined || !content.mediaType.includes('json')) return undefined;
  const texts = fieldsOf(view, content.schema, 2).filter(({ schema, path, name, parents }) => {
    const resolved = view.resolve(schema);
    const isPlain = path === [...parents, name].join('.');
    return (
      isPlain && (isTyped(resolved, 'string') || (resolved?.type === undefined && view.members(schema).size === 0))
    );
  });
  const named = texts.find(({ name }) => /^idempoten/iu.test(name));
  if (named !== undefined)
    return {
      value: { body: named.path },
      confidence: 'high',
      evidence: [`"${named.path}" of the body is an idempotency key.`],
    };
  const described = texts.find(
    ({ name, schema }) => perhaps.test(name) && /idempoten/iu.test(view.resolve(schema)?.description ?? ''),
  );
  return described === undefined
    ? undefined
    : {
        value: { body: described.path },
        confidence: 'medium',
        evidence: [`The description of "${described.path}" of the body speaks of idempotency.`],
      };
}

function inWords(text: string, where: string): Found {
  const [, before, after] =
    /[`"'*]*\b((?:X-)?Idempotency-Key|Idempotency-Token|(?:X-)?Idempotent-Id)\b[`"'*]* (?:HTTP |request )?header|header[^.\n]{0,40}?\b((?:X-)?Idempotency-Key|Idempotency-Token|(?:X-)?Idempotent-Id)\b/iu.exec(
      text,
    ) ?? [];
  const header = before ?? after;
  return header === undefined
    ? undefined
    : { value: { header }, confidence: 'medium', evidence: [`The ${where} names the header "${header}".`] };
}
