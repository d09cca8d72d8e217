import { isObject } from '../../../text/json.ts';
import type { Findings } from './findings.ts';
import type { Node } from './node.ts';
import { type Dialect, quote } from './reading.ts';

/**
 * The dialect of a document, or `undefined` when it is no description that can be read.
 * Versions are taken by what they look like when they are not written as the standard says.
 */
export function readVersion(root: Node, findings: Findings): Dialect | undefined {
  const version = root.child('openapi') ?? root.child('swagger');
  const looks = dialectByContent(root);
  if (version === undefined) {
    if (looks === undefined) {
      findings.add('scaffold/not-openapi', root, 'The document has neither "openapi" nor "swagger", and no paths.');
      return undefined;
    }
    findings.add('scaffold/unknown-version', root, `The document does not say its version; it is read as ${looks}.`);
    return looks;
  }
  const text = String(version.value);
  if (text.startsWith('1.')) {
    findings.add('scaffold/unsupported-version', version, `Version ${quote(version.value)} cannot be read.`);
    return undefined;
  }
  const dialect = dialectByVersion(text) ?? looks ?? 'openapi-3.1';
  if (typeof version.value !== 'string' || !/^(?:2\.0|3\.[01]\.\d+(?:-.+)?)$/u.test(text))
    findings.add(
      'scaffold/unknown-version',
      version,
      `Version ${quote(version.value)} is not one of 2.0, 3.0.x and 3.1.x; it is read as ${dialect}.`,
    );
  return dialect;
}

function dialectByVersion(text: string): Dialect | undefined {
  if (/^2(?:\.|$)/u.test(text)) return 'openapi-2.0';
  if (/^3\.0(?:\.|$)/u.test(text) || text === '3') return 'openapi-3.0';
  return text.startsWith('3.') ? 'openapi-3.1' : undefined;
}

function dialectByContent(root: Node): Dialect | undefined {
  if (isObject(root.child('webhooks')?.value)) return 'openapi-3.1';
  if (!isObject(root.child('paths')?.value)) return undefined;
  return root.child('definitions') === undefined ? 'openapi-3.0' : 'openapi-2.0';
}
