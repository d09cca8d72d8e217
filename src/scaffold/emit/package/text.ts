// Strings of a description are data. Each place where text can become code or markup has its own way to write them.

/** A TypeScript string literal in single quotes. */
export function quote(text: string): string {
  const inner = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`)
    .replaceAll('\u2028', String.raw`\u2028`)
    .replaceAll('\u2029', String.raw`\u2029`);
  return `'${inner}'`;
}

/** A member name of an object literal or interface. `__proto__` as a plain name would set the prototype. */
export function memberName(name: string): string {
  if (name === '__proto__') return "['__proto__']";
  return /^(?:[A-Za-z_$][\w$]*|0|[1-9]\d{0,8})$/u.test(name) ? name : quote(name);
}

/** Access to a member: `.name` or `['na-me']`. */
export function memberAccess(name: string): string {
  return /^[A-Za-z_$][\w$]*$/u.test(name) ? `.${name}` : `[${quote(name)}]`;
}

/** A JSON value as an expression, on one line while it is short. `undefined` members are left out. */
export function literal(value: unknown, indent = ''): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  const inner = `${indent}  `;
  const [open, close, parts] = Array.isArray(value)
    ? ['[', ']', value.map((item) => literal(item, inner))]
    : [
        '{',
        '}',
        Object.entries(value)
          .filter(([, item]) => item !== undefined)
          .map(([name, item]) => `${memberName(name)}: ${literal(item, inner)}`),
      ];
  if (parts.length === 0) return `${open}${close}`;
  const pad = open === '{' ? ' ' : '';
  const line = `${open}${pad}${parts.join(', ')}${pad}${close}`;
  if (line.length + indent.length <= 100 && !line.includes('\n')) return line;
  return `${open}\n${parts.map((part) => `${inner}${part},\n`).join('')}${indent}${close}`;
}

/**
 * Text inside a JSDoc comment: it cannot end the comment, and starts no tag. Backslashes before `@` are the escape of TSDoc.
 * Lines longer than a screen are left to the editor to wrap.
 */
export function commentText(text: string): string {
  return plain(withoutTags(text))
    .replaceAll('*/', String.raw`*\/`)
    .replaceAll(/(?<=^|\s)@/gu, String.raw`\@`)
    .replaceAll('{@', String.raw`{\@`)
    .trim();
}

/** A JSDoc comment of the given lines of text, or nothing. */
export function docComment(text: string | undefined, indent = ''): string {
  if (text === undefined || text === '') return '';
  const lines = text.split('\n').map((line) => line.trimEnd());
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} *${line === '' ? '' : ` ${line}`}\n`).join('')}${indent} */\n`;
}

/** One line of Markdown prose, in which nothing is markup. */
export function markdownText(text: string): string {
  return plain(withoutTags(text))
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .replaceAll(/[\\`*_{}[\]()#+!|~]/gu, String.raw`\$&`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** First sentence or line, for places where there is room for one. */
export function firstSentence(text: string, maxLength = 160): string {
  const [first = ''] = withoutTags(text)
    .trim()
    .split(/\n|(?<=[.!?])\s/u, 1);
  const line = first.trim();
  return line.length <= maxLength ? line : `${line.slice(0, maxLength - 1).trimEnd()}…`;
}

/** Descriptions are Markdown, but some publishers write HTML: its words are kept, its tags would only be in the way. */
function withoutTags(text: string): string {
  return text
    .replaceAll(/<(?:br|\/p|\/li|\/h\d)\s*\/?>/giu, '\n')
    .replaceAll(/<\/?(?:p|div|span|b|i|strong|em|code|pre|ul|ol|li|a|h\d|table|tr|td|th)(?:\s[^<>]*)?>/giu, '')
    .replaceAll(/\n{3,}/gu, '\n\n');
}

/** Without control characters and direction marks, which editors show as something else than what is there. */
function plain(text: string): string {
  return (
    text
      .replaceAll(/\r\n?/gu, '\n')
      .replaceAll(/[\u2028\u2029]/gu, '\n')
      // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
      .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '')
      .replaceAll(/[\ud800-\udfff]/gu, '\ufffd')
  );
}
