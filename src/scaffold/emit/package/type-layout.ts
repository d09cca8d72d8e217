// Lays out what json-schema-to-typescript gives without its formatter, and fills in the placeholders.

/** The library's output without its formatter, which would take longer than all the rest: two spaces a level. */
export function indent(text: string): string {
  /** For each open bracket, the levels that it adds: one for the last of a line, however many it opens. */
  const open: number[] = [];
  const depth = (): number => open.reduce((sum, levels) => sum + levels, 0);
  const lines = text
    .trim()
    .split('\n')
    .map((raw) => raw.trim())
    .filter((line) => line !== '')
    .map((line) => {
      if (line.startsWith('*')) return `${'  '.repeat(depth())} ${line}`;
      if (line.startsWith('/*')) return `${'  '.repeat(depth())}${line}`;
      const closers = /^[}\])]*/u.exec(line)?.[0].length ?? 0;
      open.length -= closers;
      const padded = '  '.repeat(depth()) + withoutParentheses(line);
      const before = open.length;
      for (const bracket of line.slice(closers).match(/[{}[\]()]/gu) ?? [])
        if ('{[('.includes(bracket)) open.push(0);
        else open.pop();
      if (open.length > before) open[open.length - 1] = 1;
      return /[{([|&,]$/u.test(line) ? padded : `${padded};`;
    });
  const whole = lines.join('\n');
  return `${/^export interface /mu.test(whole) ? whole.replace(/;$/u, '') : whole}\n`;
}

/** `name: (A | B)` needs no parentheses. */
function withoutParentheses(line: string): string {
  const [, before = '', inner] = /^([^(]*[:=] )\((.*)\)$/u.exec(line) ?? [];
  return inner === undefined || !isBalanced(inner) ? line : before + inner;
}

/** Whether parentheses around a text belong together. */
function isBalanced(text: string): boolean {
  let depth = 0;
  for (const char of text) {
    if (char === '(') depth++;
    if (char === ')' && --depth < 0) return false;
  }
  return true;
}

/** `type A = (B | C)` needs no parentheses either. */
export function withoutOuterParentheses(text: string): string {
  const [whole, before, inner] = /(export type Declared = )\(([^]*)\)\s*$/u.exec(text) ?? [];
  if (whole === undefined || before === undefined || inner === undefined || !isBalanced(inner)) return text;
  return text.slice(0, -whole.length) + before + inner;
}

/** Fills in one pass, so that a filled text is never looked at again. Comments keep their indentation. */
export function fill(text: string, slots: readonly string[]): string {
  return text
    .split('\n')
    .map((line) => {
      const [, margin] = /^(\s*\* )/u.exec(line) ?? [];
      return margin === undefined ? fillCode(line, slots) : fillComment(line, margin, slots);
    })
    .join('\n');
}

function fillComment(line: string, margin: string, slots: readonly string[]): string {
  return line
    .replace(/slot(\d+)/u, (_slot, index: string) => (slots[Number(index)] ?? '').replaceAll('\n', `\n${margin}`))
    .replaceAll(/[ \t]+$/gmu, '');
}

function fillCode(line: string, slots: readonly string[]): string {
  return line.replaceAll(/\bslot(\d+)\b|\bDeclared\b/gu, (name, index: string | undefined, at: number) => {
    const text = slots[Number(index ?? 0)] ?? 'unknown';
    const standsAlone = /[:=] $/u.test(line.slice(0, at)) && line.slice(at + name.length) === ';';
    return standsAlone && text.startsWith('(') ? text.slice(1, -1) : text;
  });
}
