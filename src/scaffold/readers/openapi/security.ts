import { isObject } from '../../../text/json.ts';
import type { OAuthFlow, SecurityRequirement, SecurityScheme } from '../../api-model.ts';
import { listAt, membersOf, objectAt, optional, textAt, textsAt, wrongType } from './fields.ts';
import type { Node } from './node.ts';
import { follow, quote, type Reading } from './reading.ts';

/** Security schemes by name, from `components.securitySchemes` or `securityDefinitions`. */
export function readSecuritySchemes(reading: Reading, root: Node): ReadonlyMap<string, SecurityScheme> {
  const components = objectAt(reading, root, 'components');
  const section =
    (components && objectAt(reading, components, 'securitySchemes')) ?? objectAt(reading, root, 'securityDefinitions');
  const schemes = new Map<string, SecurityScheme>();
  for (const [name, member] of section === undefined ? [] : membersOf(reading, section)) {
    const node = follow(reading, member);
    const scheme = node && readScheme(reading, node);
    if (scheme !== undefined) schemes.set(name, scheme);
  }
  return schemes;
}

function readScheme(reading: Reading, node: Node): SecurityScheme | undefined {
  if (!isObject(node.value)) {
    wrongType(reading, node, 'security scheme', 'an object');
    return undefined;
  }
  const type = textAt(reading, node, 'type') ?? '';
  const description = optional('description', textAt(reading, node, 'description'));
  switch (type.toLowerCase()) {
    case 'apikey': {
      const place = textAt(reading, node, 'in')?.toLowerCase();
      const name = textAt(reading, node, 'name');
      if (name !== undefined && (place === 'header' || place === 'query' || place === 'cookie'))
        return { type: 'apiKey', in: place, name, ...description };
      reading.findings.add(
        'scaffold/wrong-type',
        node,
        'An API key needs "in" (header, query or cookie) and "name"; the scheme is kept as one that needs a hook.',
      );
      return { type: 'other', scheme: 'apiKey', ...description };
    }
    case 'basic':
      return { type: 'basic', ...description };
    case 'http':
      return { ...readHttpScheme(reading, node), ...description };
    case 'oauth2':
      return { type: 'oauth2', flows: readFlows(reading, node), ...description };
    default:
      return { type: 'other', scheme: type, ...description };
  }
}

function readHttpScheme(reading: Reading, node: Node): SecurityScheme {
  const scheme = textAt(reading, node, 'scheme') ?? '';
  switch (scheme.toLowerCase()) {
    case 'basic':
      return { type: 'basic' };
    case 'bearer':
      return { type: 'bearer', ...optional('bearerFormat', textAt(reading, node, 'bearerFormat')) };
    case 'oauth':
      return { type: 'oauth1' };
    default:
      return { type: 'other', scheme };
  }
}

const grants: Readonly<Record<string, OAuthFlow['grant']>> = {
  clientCredentials: 'client_credentials',
  application: 'client_credentials',
  authorizationCode: 'authorization_code',
  accessCode: 'authorization_code',
  password: 'password',
  implicit: 'implicit',
};

/** `flows` by grant since 3.0; before, the scheme is its one flow. */
function readFlows(reading: Reading, node: Node): readonly OAuthFlow[] {
  const flows = objectAt(reading, node, 'flows');
  if (flows !== undefined)
    return membersOf(reading, flows).flatMap(([name, flow]) => readFlow(reading, name, flow) ?? []);
  return [readFlow(reading, textAt(reading, node, 'flow') ?? '', node)].filter((flow) => flow !== undefined);
}

function readFlow(reading: Reading, name: string, node: Node): OAuthFlow | undefined {
  if (name.startsWith('x-')) return undefined;
  const grant = Object.hasOwn(grants, name) ? grants[name] : undefined;
  if (grant === undefined || !isObject(node.value)) {
    reading.findings.add('scaffold/wrong-type', node, `${quote(name)} is not an OAuth 2 flow; it is left out.`);
    return undefined;
  }
  const scopes = objectAt(reading, node, 'scopes');
  return {
    grant,
    ...optional('authorizationUrl', textAt(reading, node, 'authorizationUrl')),
    ...optional('tokenUrl', textAt(reading, node, 'tokenUrl')),
    ...optional('refreshUrl', textAt(reading, node, 'refreshUrl')),
    scopes: Object.fromEntries(
      scopes === undefined
        ? []
        : membersOf(reading, scopes).map(([scope]) => [scope, textAt(reading, scopes, scope) ?? '']),
    ),
  };
}

/**
 * The `security` of a document or operation; `undefined` when it has none of its own that can be met. An empty list
 * means that no credentials are needed, so a list that became empty by repairs is not handed on.
 */
export function readSecurity(
  reading: Reading,
  node: Node,
  schemes: ReadonlyMap<string, SecurityScheme>,
): readonly SecurityRequirement[] | undefined {
  if (node.child('security') === undefined) return undefined;
  const declared = listAt(reading, node, 'security');
  const requirements = declared.flatMap((item) => {
    if (!isObject(item.value)) {
      wrongType(reading, item, 'security', 'a list of objects');
      return [];
    }
    const members = membersOf(reading, item);
    const known = members.filter(([name]) => schemes.has(name));
    for (const [name, member] of members)
      if (!schemes.has(name))
        reading.findings.add(
          'scaffold/unknown-security-scheme',
          member,
          `Security scheme ${quote(name)} is not declared; it is left out.`,
          { on: 'key' },
        );
    // Nothing required at all means access without credentials, which is not what a faulty requirement says.
    if (known.length === 0 && members.length > 0) return [];
    return [known.map(([name]) => ({ scheme: name, scopes: textsAt(reading, item, name) }))];
  });
  return requirements.length === 0 && declared.length > 0 ? undefined : requirements;
}
