import type { Finding } from '../diagnostics/diagnostic.ts';
import type { LintWorkspace } from './define-workspace-rule.ts';
import { workspaceRules } from './workspace-rules/index.ts';

/**
 * What is wrong between the documents of a workspace, by file: in the files given, and in those that rest on one of them.
 * Paths are absolute.
 */
export function checkWorkspace(
  workspace: LintWorkspace,
  given: ReadonlySet<string>,
): ReadonlyMap<string, readonly Finding[]> {
  const found = new Map<string, Finding[]>();
  for (const rule of workspaceRules) {
    for (const { file, because = [], ...finding } of rule.check(workspace)) {
      if (!given.has(file) && !because.some((one) => given.has(one))) continue;
      const list = found.get(file) ?? [];
      list.push(finding);
      found.set(file, list);
    }
  }
  return found;
}
