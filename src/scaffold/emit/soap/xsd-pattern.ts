import { judgePattern } from '../package/pattern/judge.ts';

/**
 * XML Schema's regular expressions as JavaScript ones, or not at all: a pattern is left out when it uses what has no
 * counterpart, or when it could take time without bound on a hostile text.
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
  if (/\\[pPiIcC]/u.test(pattern) || hasSubtraction(pattern)) return undefined;
  const verdict = judgePattern(rewrite(pattern));
  // An inline flag means something else in XML Schema.
  return 'pattern' in verdict && verdict.flags === 'u' ? verdict.pattern : undefined;
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
