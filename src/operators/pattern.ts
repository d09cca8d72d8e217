/** Longest pattern that is accepted; the platform's own limit for a filter value. */
const longest = 1024;

/** A repetition inside a repetition can take exponential time on the wrong text. */
const nestedRepetition = /\([^()]*[*+}][^()]*\)\s*[*+{]/u;

/**
 * Compiles a regular expression, written bare or as `/pattern/flags`. Returns `undefined` for one that is
 * not valid in JavaScript, is too long, or repeats a repetition; such a rule matches nothing.
 */
export function compilePattern(value: string): RegExp | undefined {
  if (value.length > longest || nestedRepetition.test(value)) return undefined;
  const delimited = /^\/(.*)\/([imsu]*)$/su.exec(value);
  try {
    return delimited === null
      ? new RegExp(value, 'u')
      : new RegExp(delimited[1] ?? '', unique(`${delimited[2] ?? ''}u`));
  } catch {
    return undefined;
  }
}

function unique(flags: string): string {
  return [...new Set(flags)].join('');
}
