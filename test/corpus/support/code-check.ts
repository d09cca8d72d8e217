import { createHash } from 'node:crypto';
import { ts } from 'ts-morph';

/** Files that were found to be sound: those of the template come again in every package. */
const sound = new Set<string>();

/** What is wrong with a generated file: syntax errors, and a name that stands in it as code. */
export function problemsOf(path: string, text: string, name: string): readonly string[] {
  if (path.endsWith('.json')) return jsonProblems(text);
  if (path.endsWith('.md'))
    return [...text.matchAll(/^```ts\n(.*?)^```$/gmsu)].flatMap(([, code = '']) => codeProblems(code, name));
  return /\.[cm]?[jt]s$/u.test(path) ? codeProblems(text, name) : [];
}

function codeProblems(text: string, name: string): readonly string[] {
  const digest = createHash('sha256').update(text).digest('hex');
  if (sound.has(digest)) return [];
  const file = ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest, false);
  // Not in the public types, but what the compiler itself reports.
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: readonly ts.Diagnostic[] };
  const problems = parseDiagnostics.map(
    ({ messageText, start = 0 }) =>
      `${ts.flattenDiagnosticMessageText(messageText, ' ')} at ${JSON.stringify(text.slice(Math.max(0, start - 60), start + 60))}`,
  );
  const visit = (node: ts.Node, parent: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === name && !isMemberName(node, parent))
      problems.push(`the canary is code: ${JSON.stringify(text.slice(Math.max(0, node.pos - 60), node.end + 20))}`);
    ts.forEachChild(node, (child) => visit(child, node));
  };
  visit(file, file);
  if (problems.length === 0) sound.add(digest);
  return problems;
}

/** A member may be called anything: its name is no code. */
function isMemberName(node: ts.Identifier, parent: ts.Node): boolean {
  return (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) && parent.name === node;
}

function jsonProblems(text: string): readonly string[] {
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    return [String(error)];
  }
}
