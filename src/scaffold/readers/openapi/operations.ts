import { isObject } from '../../../text/json.ts';
import type { Operation, OperationParameter, SecurityScheme, Skipped, Webhook } from '../../api-model.ts';
import { type BodyReading, readBodyParameters, readRequestBody } from './body.ts';
import { flagAt, membersOf, objectAt, optional, textAt, textsAt } from './fields.ts';
import type { Node } from './node.ts';
import { declaredParameters, demandedContentType, type LoseParameter, readParameter } from './parameters.ts';
import { matchTemplate } from './path-template.ts';
import { follow, quote, type Reading } from './reading.ts';
import { readResponses } from './responses.ts';
import { readSecurity } from './security.ts';
import { readServers } from './servers.ts';
import { noteRepetitions } from './uniqueness.ts';
import { readCallbacks, readWebhooks } from './webhooks.ts';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;

/** What holds for every operation that says nothing of its own. */
export interface Surroundings {
  readonly securitySchemes: ReadonlyMap<string, SecurityScheme>;
  readonly consumes: readonly string[];
  readonly produces: readonly string[];
}

export interface OperationsReading {
  readonly operations: readonly Operation[];
  readonly skipped: readonly Skipped[];
  readonly webhooks: readonly Webhook[];
}

/** Reads all operations; one that cannot be read is skipped and reported, the others are not affected. */
export function readOperations(reading: Reading, root: Node, surroundings: Surroundings): OperationsReading {
  const operations: (readonly [Operation, Node])[] = [];
  const skipped: Skipped[] = [];
  const { webhooks, skipped: lostWebhooks } = readWebhooks(reading, root);
  const callbacks: Webhook[] = [];
  const skip = (name: string, reason: string, node: Node): void => {
    skipped.push({ kind: 'operation', name, reason, origin: originOf(node) });
    reading.findings.add('scaffold/skipped-operation', node, `${name} is left out: ${reason}.`);
  };
  const paths = objectAt(reading, root, 'paths');
  for (const [key, member] of paths === undefined ? [] : membersOf(reading, paths)) {
    if (key.startsWith('x-')) continue;
    const path = readPath(reading, key, member);
    const item = follow(reading, member);
    if (item === undefined || !isObject(item.value)) {
      skip(path, 'the path is not described by an object', member);
      continue;
    }
    for (const method of methods) {
      const child = item.child(method);
      if (child === undefined) continue;
      const name = `${method.toUpperCase()} ${path}`;
      const operation = follow(reading, child);
      if (operation === undefined || !isObject(operation.value)) {
        skip(name, `${quote(child.value)} stands where an operation is described`, child);
        continue;
      }
      const body = readRequestBody(reading, operation);
      if (body === 'lost') {
        skip(name, 'its request body cannot be found', operation);
        continue;
      }
      const lose: LoseParameter = (parameter, reason, node) => {
        skipped.push({ kind: 'parameter', name: `${name} ${parameter}`.trimEnd(), reason, origin: originOf(node) });
        const which = parameter === '' ? 'A parameter' : `Parameter ${quote(parameter)}`;
        reading.findings.add('scaffold/skipped-parameter', node, `${which} is left out: ${reason}.`);
      };
      const input = { reading, method, path, item, operation, body, surroundings, lose };
      operations.push([readOperation(input), operation]);
      const called = readCallbacks(reading, operation);
      callbacks.push(...called.webhooks);
      skipped.push(...called.skipped);
    }
  }
  noteRepetitions(reading, operations);
  return {
    operations: operations.map(([operation]) => operation),
    skipped: [...skipped, ...lostWebhooks],
    webhooks: [...webhooks, ...callbacks],
  };
}

function readPath(reading: Reading, key: string, node: Node): string {
  if (key.startsWith('/')) return key;
  reading.findings.add(
    'scaffold/bad-path',
    node,
    `Path ${quote(key)} does not begin with "/"; it is read as if it did.`,
    { on: 'key' },
  );
  return `/${key}`;
}

interface OperationInput {
  readonly reading: Reading;
  readonly method: (typeof methods)[number];
  readonly path: string;
  readonly item: Node;
  readonly operation: Node;
  readonly body: Exclude<BodyReading, 'lost'>;
  readonly surroundings: Surroundings;
  readonly lose: LoseParameter;
}

function readOperation(input: OperationInput): Operation {
  const { reading, method, path, item, operation, body, surroundings, lose } = input;
  const declared = declaredParameters(reading, item, operation, lose);
  const ofBody = declared.filter((parameter) => parameter.in === 'body' || parameter.in === 'formData');
  const beside = declared.flatMap((parameter) => {
    if (ofBody.includes(parameter)) return [];
    const read = readParameter(reading, parameter, lose);
    return read === undefined ? [] : [[read, parameter.node] as readonly [OperationParameter, Node]];
  });
  const consumes = own(textsAt(reading, operation, 'consumes'), surroundings.consumes);
  const produces = own(textsAt(reading, operation, 'produces'), surroundings.produces);
  const sent = body === 'none' ? readBodyParameters(reading, ofBody, consumes) : body;
  const upper = method.toUpperCase() as Uppercase<typeof method>; // what toUpperCase does
  return {
    declaredId: textAt(reading, operation, 'operationId') ?? `${upper} ${path}`,
    method: upper,
    path,
    tags: textsAt(reading, operation, 'tags'),
    ...optional('summary', textAt(reading, operation, 'summary')),
    ...optional('description', textAt(reading, operation, 'description')),
    ...optional('deprecated', flagAt(reading, operation, 'deprecated')),
    parameters: matchTemplate(reading, path, beside, operation),
    ...optional('body', sent),
    ...optional('bodilessContentType', demandedContentType(declared)),
    responses: readResponses(reading, operation, produces),
    ...optional('security', readSecurity(reading, operation, surroundings.securitySchemes)),
    ...optional('servers', readServers(reading, operation) ?? readServers(reading, item)),
    extensions: extensionsOf(reading, operation),
    origin: originOf(operation),
  };
}

function own(list: readonly string[], fallback: readonly string[]): readonly string[] {
  return list.length > 0 ? list : fallback;
}

function extensionsOf(reading: Reading, operation: Node): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    membersOf(reading, operation).flatMap(([key, { value }]) => (key.startsWith('x-') ? [[key, value] as const] : [])),
  );
}

function originOf(node: Node): Operation['origin'] {
  return { file: node.document.id, pointer: node.pointer };
}
