import type { BoundStatement, BoundValue, SqlDialect } from './dialect.ts';

/** A variable of a statement. */
export type StatementToken =
  | { readonly kind: 'variable'; readonly key: string }
  | { readonly kind: 'record'; readonly path: string };

/** A statement with the places of its values. */
export interface Statement {
  readonly text: string;
  readonly tokens: readonly StatementToken[];
  /** In small letters. */
  readonly firstWord: string;
  /** Has ORDER BY anywhere. */
  readonly isOrdered: boolean;
}

/** Why a statement cannot be used, as a clause about the endpoint. */
export class StatementError extends Error {
  readonly help: string;

  constructor(message: string, help: string) {
    super(message);
    this.help = help;
  }
}

const token = /\{\{\s*([^{}\s]+)\s*\}\}|\[\[\s*(payload|meta|flow)(?:\.([^\]]+?))?\s*\]\]/uy;
const anyToken = /\{\{[^{}]+\}\}|\[\[\s*(?:payload|meta|flow)\b/u;

/**
 * Puts places of values where variables are. Variables inside of quotes and comments are refused: as values they need no
 * quotes, and as text they could be anything. So is a second statement. Errors: StatementError.
 */
export function compileStatement(sql: string, dialect: SqlDialect): Statement {
  const { quoted, stray } = dialect;
  const tokens: StatementToken[] = [];
  let text = '';
  /** The statement without texts, names and comments. */
  let bare = '';
  for (let at = 0; at < sql.length;) {
    token.lastIndex = quoted.lastIndex = at;
    const found = token.exec(sql);
    if (found !== null) {
      tokens.push(tokenOf(found));
      text += dialect.placeholder(tokens.length);
      bare += ' v ';
      at = token.lastIndex;
      continue;
    }
    const [whole] = quoted.exec(sql) ?? [];
    if (whole !== undefined && whole !== '') {
      if (anyToken.test(whole)) throw insideQuotes(whole);
      if (isOpen(whole)) throw new StatementError(`has a quote or a comment without an end`, 'Close it.');
      text += whole;
      bare += isComment(whole) ? ' ' : ' q ';
      at += whole.length;
      continue;
    }
    text += sql.charAt(at);
    bare += sql.charAt(at);
    at++;
  }
  const strayed = stray?.exec(bare)?.[0];
  if (strayed !== undefined)
    throw new StatementError(`has "${strayed}", which would stand for a value`, 'Write {{variable}} in its place.');
  if (/;\s*\S/u.test(bare)) throw new StatementError('has more than one statement', 'Make an endpoint of each.');
  const end = /;\s*$/u.test(bare) ? text.lastIndexOf(';') : text.length;
  return {
    text: text.slice(0, end),
    tokens,
    firstWord: /[a-z]+/iu.exec(bare)?.[0].toLowerCase() ?? '',
    isOrdered: /\border\s+by\b/iu.test(bare),
  };
}

function tokenOf([whole, key, root, path = '']: RegExpExecArray): StatementToken {
  if (key !== undefined) return { kind: 'variable', key };
  if (root === 'payload') return { kind: 'record', path };
  throw new StatementError(
    `uses ${whole} in its statement`,
    'Give it as a variable of the step, and write {{variable}} in the statement.',
  );
}

function insideQuotes(whole: string): StatementError {
  const shown = whole.length > 60 ? `${whole.slice(0, 60)}…` : whole;
  return new StatementError(
    `has a variable inside of ${isComment(whole) ? 'a comment' : 'quotes'}: ${shown}`,
    'Take the quotes away: values are bound, and need none. For a part of a text use CONCAT or ||.',
  );
}

function isComment(whole: string): boolean {
  return /^(?:--|#|\/\*)/u.test(whole);
}

/** What begins like a quote and has no end. */
function isOpen(whole: string): boolean {
  return whole.length === 1 || (whole.startsWith('/*') && !whole.endsWith('*/')) || whole === '/*/';
}

/** Errors: those of `valueOf`. */
export function bindStatement(
  { text, tokens }: Statement,
  valueOf: (token: StatementToken) => BoundValue,
): BoundStatement {
  return { text, values: tokens.map((one) => valueOf(one)) };
}
