/**
 * Reads NAME=value lines, by name. `#` begins a comment only at the start of a line or behind a blank, so that a value may have
 * one inside; nothing is expanded. Quotes keep blanks, `#` and line breaks; in double quotes \n, \r, \t, \" and \\ are
 * escapes. What begins with a quote and is not a quoted text is taken as it stands. The last of several equal names counts.
 */
export function parseEnvFile(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const match of text.replace(/^\uFEFF/u, '').matchAll(line)) {
    const { name = '', double, single, back, plain = '' } = match.groups ?? {};
    if (name !== '') values.set(name, double === undefined ? (single ?? back ?? plain.trim()) : unescape(double));
  }
  return values;
}

const line =
  /^[ \t]*(?:export[ \t]+)?(?<name>[\w.-]+)[ \t]*=[ \t]*(?:(?:"(?<double>(?:\\[^]|[^"\\])*)"|'(?<single>[^']*)'|`(?<back>[^`]*)`)(?=[ \t]*(?:[ \t]#.*)?$)|(?<plain>(?:(?!(?<=[ \t])#).)*).*)/gmu;

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

function unescape(text: string): string {
  return text.replaceAll(/\\(.)/gu, (whole, character: string) => escapes[character] ?? whole);
}
