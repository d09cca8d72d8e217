import type { Server } from '../../api-model.ts';
import { listAt, membersOf, objectAt, optional, textAt, textsAt } from './fields.ts';
import type { Node } from './node.ts';
import { follow, type Reading } from './reading.ts';

/**
 * The `servers` of a document, path item or operation; `undefined` when it has none of its own. Those that can be called
 * from anywhere come first: one that is only a path means the host that gives out the description.
 */
export function readServers(reading: Reading, node: Node): readonly Server[] | undefined {
  const servers = listAt(reading, node, 'servers').flatMap((item) => readServer(reading, item) ?? []);
  if (servers.length === 0) return undefined;
  const [absolute, relative] = [true, false].map((wanted) => servers.filter(({ url }) => isAbsolute(url) === wanted));
  return [...(absolute ?? []), ...(relative ?? [])];
}

/** A scheme, or a variable that holds one. */
function isAbsolute(url: string): boolean {
  return /^(?:[a-z][a-z\d+.-]*:|\{[^{}]+\})/iu.test(url);
}

function readServer(reading: Reading, item: Node): Server | undefined {
  const node = follow(reading, item);
  if (node === undefined) return undefined;
  const url = textAt(reading, node, 'url');
  if (url === undefined) {
    reading.findings.add('scaffold/wrong-type', node, 'A server has no "url"; it is left out.');
    return undefined;
  }
  return {
    url,
    ...optional('description', textAt(reading, node, 'description')),
    variables: readVariables(reading, node),
  };
}

function readVariables(reading: Reading, node: Node): Server['variables'] {
  const variables = objectAt(reading, node, 'variables');
  if (variables === undefined) return new Map();
  return new Map(
    membersOf(reading, variables).map(([name, variable]) => {
      const values = textsAt(reading, variable, 'enum');
      return [
        name,
        {
          default: textAt(reading, variable, 'default') ?? values[0] ?? '',
          ...(values.length > 0 ? { enum: values } : {}),
          ...optional('description', textAt(reading, variable, 'description')),
        },
      ] as const;
    }),
  );
}

/** `schemes`, `host` and `basePath` of Swagger 2.0. Without a host only the path is known. */
export function readHost(reading: Reading, root: Node): readonly Server[] {
  const host = textAt(reading, root, 'host');
  const path = (textAt(reading, root, 'basePath') ?? '').replace(/\/+$/u, '');
  if (host === undefined) return path === '' ? [] : [{ url: path, variables: new Map() }];
  const schemes = textsAt(reading, root, 'schemes').filter((scheme) => /^https?$/u.test(scheme));
  return (schemes.length === 0 ? ['https'] : schemes).map((scheme) => ({
    url: `${scheme}://${host}${path === '' || path.startsWith('/') ? '' : '/'}${path}`,
    variables: new Map(),
  }));
}
