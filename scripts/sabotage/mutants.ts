import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Node, Project, SyntaxKind, type SourceFile } from 'ts-morph';
import { equivalent } from './equivalent.ts';

/** One small change to one file. */
export interface Mutant {
  /** From the root of the repository. */
  readonly file: string;
  readonly line: number;
  /** What became what. */
  readonly change: string;
  /** The whole file with the change in it. */
  readonly text: string;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

const folders = ['src/runtime', 'src/shapes', 'src/interpret'];

/** Operators and what they become: the opposite, or one off. */
const operators: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '>': ['>=', '<='],
  '<=': ['<', '>'],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '&&': ['||'],
  '||': ['&&'],
  '-': ['+'],
  '*': ['+'],
  '+=': ['-='],
  '-=': ['+='],
};

/** `count` mutants out of all that there can be, chosen by the seed. Those known to change nothing are left out. */
export function chooseMutants(root: string, seed: number, count: number): readonly Mutant[] {
  const project = new Project({ useInMemoryFileSystem: true });
  const all = folders.flatMap((folder) =>
    globSync(`${folder}/**/*.ts`, { cwd: root })
      .filter((file) => !/\.(?:test|cases|generated)\.ts$|\/(?:cases|index)\.ts$/u.test(file))
      .toSorted()
      .flatMap((file) => mutantsOf(file, project.createSourceFile(file, readFileSync(join(root, file), 'utf8')))),
  );
  const random = seeded(seed);
  const chosen: Mutant[] = [];
  for (const one of all.map((mutant) => ({ mutant, rank: random() })).toSorted((a, b) => a.rank - b.rank)) {
    if (chosen.length === count) break;
    if (!isEquivalent(one.mutant)) chosen.push(one.mutant);
  }
  return chosen;
}

function mutantsOf(file: string, source: SourceFile): readonly Mutant[] {
  const text = source.getFullText();
  return source.getDescendants().flatMap((node) =>
    editsOf(node).map(({ start, end, by }) => ({
      file,
      line: source.getLineAndColumnAtPos(start).line,
      change: `${oneLine(text.slice(start, end))} → ${oneLine(by) || 'nothing'}`,
      text: text.slice(0, start) + by + text.slice(end),
    })),
  );
}

function editsOf(node: Node): readonly Edit[] {
  const replaced = (by: string): Edit => ({ start: node.getStart(), end: node.getEnd(), by });
  if (Node.isBinaryExpression(node)) {
    const token = node.getOperatorToken();
    return (operators[token.getText()] ?? []).map((by) => ({ start: token.getStart(), end: token.getEnd(), by }));
  }
  if (Node.isConditionalExpression(node)) {
    const [test, yes, no] = [node.getCondition(), node.getWhenTrue(), node.getWhenFalse()].map((one) => one.getText());
    return [replaced(`${test} ? ${no} : ${yes}`)];
  }
  if (Node.isIfStatement(node)) {
    const condition = node.getExpression();
    return [{ start: condition.getStart(), end: condition.getEnd(), by: `!(${condition.getText()})` }];
  }
  if (Node.isTrueLiteral(node)) return isType(node) ? [] : [replaced('false')];
  if (Node.isFalseLiteral(node)) return isType(node) ? [] : [replaced('true')];
  if (Node.isNumericLiteral(node)) return isType(node) ? [] : [replaced(`(${node.getText()} + 1)`)];
  // Without the await, what is awaited may still be done in time: that is chance, not a fault that a test can see.
  if (Node.isExpressionStatement(node) && node.getExpression().getKind() !== SyntaxKind.AwaitExpression)
    return [replaced(';')];
  return [];
}

function isType(node: Node): boolean {
  return node.getParentIfKind(SyntaxKind.LiteralType) !== undefined;
}

function isEquivalent({ file, change, text, line }: Mutant): boolean {
  const shown = text.split('\n')[line - 1] ?? '';
  return equivalent.some((one) => one.file === file && one.change === change && shown.includes(one.line));
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
