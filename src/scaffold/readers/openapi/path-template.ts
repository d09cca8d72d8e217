import type { OperationParameter } from '../../api-model.ts';
import type { Node } from './node.ts';
import { quote, type Reading } from './reading.ts';

/** Names in braces, in order, each once. */
function placeholdersOf(path: string): readonly string[] {
  return [...new Set([...path.matchAll(/\{([^{}]+)\}/gu)].map(([, name = '']) => name))];
}

/**
 * Brings path parameters and the template in line: a parameter that differs in case or a space takes the spelling of
 * the template, one without a place cannot be sent, and a placeholder without a parameter is a text.
 */
export function matchTemplate(
  reading: Reading,
  path: string,
  parameters: readonly (readonly [OperationParameter, Node])[],
  operation: Node,
): readonly OperationParameter[] {
  const open = new Set(placeholdersOf(path));
  for (const [{ in: place, name }] of parameters) if (place === 'path') open.delete(name);
  const names = new Set(placeholdersOf(path));
  const matched: OperationParameter[] = [];
  for (const [parameter, node] of parameters) {
    const { name } = parameter;
    if (parameter.in !== 'path' || names.has(name)) {
      matched.push(parameter);
      continue;
    }
    const meant = [...open].find((one) => plain(one) === plain(name));
    const outcome = meant === undefined ? 'it is left out' : `it is read as ${quote(meant)}`;
    reading.findings.add(
      'scaffold/parameter-without-place',
      node,
      `Path parameter ${quote(name)} has no place in ${quote(path)}; ${outcome}.`,
    );
    if (meant === undefined) continue;
    open.delete(meant);
    matched.push({ ...parameter, name: meant });
  }
  for (const name of open) {
    reading.findings.add(
      'scaffold/placeholder-without-parameter',
      operation,
      `Placeholder ${quote(name)} of ${quote(path)} has no parameter; it is read as a text.`,
      { on: 'key' },
    );
    matched.push({ name, in: 'path', required: true, schema: { type: 'string' }, style: 'simple', explode: false });
  }
  return matched;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}
