/**
 * XML Schema's regular expressions as JavaScript ones, or not at all: a pattern is left out when it uses what has no
 * counterpart, or when it could take time without bound on a hostile text (a repetition inside a repetition).
 */
export function translatePatterns(groups: readonly (readonly string[])[]): {
  readonly checked: readonly (readonly string[])[];
  readonly unchecked: readonly string[];
} {
  const checked: string[][] = [];
  const unchecked: string[] = [];
  for (const alternatives of groups) {
    const translated = alternatives.map(translate);
    // One that cannot be checked may be the one that matches.
    if (translated.every((source) => source !== undefined)) checked.push(translated);
    else unchecked.push(...alternatives.filter((_, index) => translated[index] === undefined));
  }
  return { checked, unchecked };
}

function translate(pattern: string): string | undefined {
  if (pattern.length > 1000 || /\\[pPiIcC]/u.test(pattern) || hasSubtraction(pattern) || hasNestedRepetition(pattern))
    return undefined;
  const source = rewrite(pattern);
  try {
    new RegExp(`^(?:${source})$`, 'u');
    return source;
  } catch {
    return undefined;
  }
}

/**
 * Anchors mean nothing in XML Schema, where the whole text has to match; its classes are those of Unicode; and
 * JavaScript refuses to escape what needs no escape.
 */
function rewrite(pattern: string): string {
  let inClass = false;
  return pattern.replaceAll(/\\(.)|[[\]^$]/gu, (match, escaped: string | undefined, at: number) => {
    if (escaped !== undefined)
      return inClass
        ? (classes[escaped]?.inside ?? kept(match, escaped))
        : (classes[escaped]?.alone ?? kept(match, escaped));
    if (match === '[') inClass = true;
    if (match === ']') inClass = false;
    if (match === '$' || (match === '^' && !(inClass && pattern[at - 1] === '['))) return `\\${match}`;
    return match;
  });
}

const classes: Readonly<Record<string, { readonly alone: string; readonly inside: string }>> = {
  d: { alone: String.raw`\p{Nd}`, inside: String.raw`\p{Nd}` },
  w: { alone: String.raw`[^\p{P}\p{Z}\p{C}]`, inside: String.raw`\p{L}\p{M}\p{N}\p{S}` },
  s: { alone: String.raw`[ \t\n\r]`, inside: String.raw` \t\n\r` },
  '-': { alone: '-', inside: String.raw`\-` },
};

function kept(match: string, character: string): string {
  return /[\^$\\.*+?()[\]{}|/dDsSwWnrt]/u.test(character) ? match : character;
}

/** `[a-z-[aeiou]]`: JavaScript takes it for something else. */
function hasSubtraction(pattern: string): boolean {
  return /(?<!\\)\[(?:\\.|[^\]\\[])*-\[/u.test(pattern);
}

interface Group {
  readonly start: number;
  repeats: boolean;
}

/** True for a repeated group that holds a repetition, unless each of its turns begins where no other can. */
function hasNestedRepetition(pattern: string): boolean {
  const open: Group[] = [{ start: 0, repeats: false }];
  let closedAt = -1;
  let body = '';
  for (const { 0: token, index } of pattern.matchAll(/\\.|\[(?:\\.|[^\]\\])*\]|[()*+]|\{\d+(?:,\d*)?\}/gu)) {
    const isLoop = token === '*' || token === '+' || /^\{\d*(?:,|\d{3})/u.test(token);
    const group = open.at(-1);
    if (token === '(') open.push({ start: index + 1, repeats: false });
    else if (token === ')') {
      open.pop();
      const outer = open.at(-1);
      if (group?.repeats !== true || outer === undefined) continue;
      outer.repeats = true;
      closedAt = index + 1;
      body = pattern.slice(group.start, index);
    } else if (isLoop && group !== undefined) {
      if (index === closedAt && !hasOwnBeginning(body)) return true;
      group.repeats = true;
    }
  }
  return false;
}

/** `\.[a-z]+`: it begins with a character that nothing behind it matches. */
function hasOwnBeginning(body: string): boolean {
  const [first = '', ...rest] = body.match(/\\.|\[(?:\\.|[^\]\\])*\]|\{[^}]*\}|[\s\S]/gu) ?? [];
  const character = first.startsWith('\\') ? first.slice(1) : first;
  if (/^\\[a-zA-Z]$|^[[(.|]/u.test(first)) return false;
  return rest.every((token) => {
    if (/^[.(|]$/u.test(token) || /^\\[a-zA-Z]/u.test(token)) return false;
    if (token.startsWith('[')) return !new RegExp(rewrite(token), 'u').test(character);
    return token !== first;
  });
}
