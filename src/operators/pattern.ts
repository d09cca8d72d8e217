import { RE2JS } from 're2js';
import { PatternError, type CompilePattern } from '../contract/define-operator.ts';

/** Longest pattern that is accepted; the platform's own limit for a filter value. */
const longest = 1024;

const flagsOf: Readonly<Record<string, number>> = {
  i: RE2JS.CASE_INSENSITIVE,
  m: RE2JS.MULTILINE,
  s: RE2JS.DOTALL,
  u: 0,
};

/** What the platform's engine (PCRE) has and one in linear time cannot have. */
const beyond: readonly (readonly [RegExp, string])[] = [
  [/\(\?<?[=!]/u, 'looks ahead or behind, as in (?=…)'],
  [/\(\?>/u, 'an atomic group, as in (?>…)'],
  [/[*+?}]\+/u, 'a possessive repetition, as in a++'],
  [/\\[1-9]|\\k[<{']|\(\?P=/u, 'a reference back to a group, as in \\1'],
  [/\(\?(?:R|\d|&|P>)/u, 'a recursion'],
  [/\\[hHRKGXv]/u, 'an escape of PCRE, such as \\h or \\R'],
];

/**
 * Compiles a regular expression, written bare or as `/pattern/flags`. It runs in time that grows with the text and not with
 * what the pattern could match (RE2), so that no pattern holds a run up. Errors: PatternError.
 */
export const compilePattern: CompilePattern = (value) => {
  if (value.length > longest) throw new PatternError(`it is longer than ${longest} characters`);
  const [, body = value, letters = ''] = /^\/(.*)\/([a-zA-Z]*)$/su.exec(value) ?? [];
  let flags = 0;
  for (const letter of letters) {
    const flag = flagsOf[letter];
    if (flag === undefined) throw new PatternError(`the flag "${letter}" is not supported; flags are i, m, s and u`);
    flags |= flag;
  }
  try {
    const pattern = RE2JS.compile(body, flags);
    return { test: (text) => pattern.matcher(text).find() };
  } catch (cause) {
    // Character classes and escaped brackets may look like it.
    const bare = body.replaceAll(/\\[()[\]+*?]|\[(?:\\.|[^\]])*\]/gu, '');
    const what = beyond.find(([sign]) => sign.test(bare))?.[1];
    const reason = cause instanceof Error ? cause.message.replace(/^error parsing regexp: /u, '') : String(cause);
    throw new PatternError(what === undefined ? reason : `it has ${what}, which would not run in linear time`);
  }
};
