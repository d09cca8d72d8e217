import type { Operation } from '../../api-model.ts';
import type { Node } from './node.ts';
import { quote, type Reading } from './reading.ts';

/** Notes what two operations share that each should have of its own. Both are kept; naming keeps them apart. */
export function noteRepetitions(reading: Reading, operations: readonly (readonly [Operation, Node])[]): void {
  const ids = new Map<string, Operation>();
  const templates = new Map<string, Operation>();
  for (const [operation, node] of operations) {
    const { declaredId, method, path } = operation;
    const sameId = ids.get(declaredId);
    if (sameId === undefined) ids.set(declaredId, operation);
    else
      reading.findings.add(
        'scaffold/duplicate-operation-id',
        node.child('operationId') ?? node,
        `Operation id ${quote(declaredId)} is also that of ${sameId.method} ${sameId.path}; the operations get different names.`,
      );
    const template = `${method} ${path.replaceAll(/\{[^{}]*\}/gu, '{}')}`;
    const sameTemplate = templates.get(template);
    if (sameTemplate === undefined) templates.set(template, operation);
    else
      reading.findings.add(
        'scaffold/duplicate-path',
        node,
        `${method} ${quote(path)} matches the same requests as ${quote(sameTemplate.path)}; both are kept.`,
        { on: 'key' },
      );
  }
}
