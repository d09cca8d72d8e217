/** Tokens are renewed; older ones than this many are forgotten. */
const mostTokens = 50;

/** Finds secrets in whichever way a text writes them: as they are, percent-encoded, in forms, JSON, XML, Base64, hexadecimal. */
export class Redaction {
  readonly #kept = new Set<string>();
  readonly #tokens = new Set<string>();
  #pattern: RegExp | undefined;

  /** A secret that holds as long as the run. */
  keep(secret: string): void {
    if (secret.trim() === '' || this.#kept.has(secret)) return;
    this.#kept.add(secret);
    this.#pattern = undefined;
  }

  /** A secret that holds as long as the run; of an address no part is shown either. */
  keepParts(secret: string): void {
    for (const part of partsOf(secret)) this.keep(part);
  }

  /** A secret that is renewed now and then, such as a token. */
  add(token: string): void {
    if (token.trim() === '' || this.#kept.has(token) || this.#tokens.has(token)) return;
    this.#tokens.add(token);
    const [oldest] = this.#tokens;
    if (this.#tokens.size > mostTokens && oldest !== undefined) this.#tokens.delete(oldest);
    this.#pattern = undefined;
  }

  /** The text with `***` for each secret. */
  hide(text: string): string {
    if (this.#kept.size === 0 && this.#tokens.size === 0) return text;
    this.#pattern ??= patternOf([...this.#kept, ...this.#tokens]);
    return text.replaceAll(this.#pattern, '***');
  }

  /** A value of JSON with every text in it as `hide` gives it; the value itself where there is nothing to hide. */
  hideIn<Value>(value: Value): Value {
    if (this.#kept.size === 0 && this.#tokens.size === 0) return value;
    return this.#hideIn(value) as Value; // the same structure
  }

  #hideIn(value: unknown): unknown {
    if (typeof value === 'string') return this.hide(value);
    if (Array.isArray(value)) return value.map((item) => this.#hideIn(item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.#hideIn(item)]));
  }
}

/** Longer ones first, because one secret may begin another. Host names lose their case, and so may hexadecimal digits. */
function patternOf(secrets: readonly string[]): RegExp {
  const forms = secrets.flatMap((secret) => [secret, ...decodedForm(secret), ...encodedForms(secret)]);
  const sorted = forms.toSorted((a, b) => b.length - a.length);
  return new RegExp(sorted.map(patternOfForm).join('|'), 'giu');
}

/** Some secrets are written down as an address has them. */
function decodedForm(secret: string): readonly string[] {
  try {
    const decoded = decodeURIComponent(secret);
    return decoded === secret ? [] : [decoded];
  } catch {
    return [];
  }
}

/** Shorter pieces would be found in words that are no secrets. */
const shortestForm = 6;

function encodedForms(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  // In the middle of something, such as `user:password`, Base64 cuts at other places.
  const base64 = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/u, '');
    const isWhole = (before + bytes.length) % 3 === 0;
    // The characters at both ends also depend on what stands beside the secret.
    return text.slice(before === 0 ? 0 : before + 1, isWhole ? undefined : -1);
  });
  return [bytes.toString('hex'), ...base64].filter(({ length }) => length >= shortestForm);
}

/** A secret with fewer characters of ASCII is not recognised by them alone. */
const fewestPlain = 4;

function patternOfForm(secret: string): string {
  const mayBeLost = secret.replaceAll(/[^\u0021-\u007E]/gu, '').length >= fewestPlain;
  const pattern = Array.from(secret.matchAll(/\\+|[\u0080-\u{10FFFF}]+|[^]/gu), ([part]) =>
    patternOfPart(part, mayBeLost),
  ).join('');
  // Very short secrets are hidden where they stand alone: in other words their letters are no secret.
  return secret.length < 4 ? String.raw`(?:(?<![\p{L}\p{N}])|(?<=%[\da-f]{2}))${pattern}(?![\p{L}\p{N}])` : pattern;
}

/** Other ways in which forms, HTML and the Base64 of addresses write a character. */
const otherWays: Readonly<Record<string, readonly string[]>> = {
  ' ': [String.raw`\+`],
  '+': ['[- ]'],
  '/': [String.raw`\\{1,7}/`, '_'],
  '&': ['&amp;'],
  '<': ['&lt;'],
  '>': ['&gt;'],
  '"': ['&quot;'],
  "'": ['&apos;'],
};

/**
 * Of characters that can be read in several ways a run is one part, so that no text takes long. `mayBeLost`: whoever does not
 * know characters may have put others in their place.
 */
function patternOfPart(part: string, mayBeLost: boolean): string {
  const characters = Array.from(part, patternOfCharacter).join('');
  const { length } = part;
  if (part.startsWith('\\')) return `(?:${characters}|\\\\{${length},${8 * length}})`;
  if (part < '\u0080' || !mayBeLost) return characters;
  return `(?:${characters}|[?\\uFFFD]{${Array.from(part).length},${Buffer.byteLength(part)}})`;
}

function patternOfCharacter(character: string): string {
  if (/^[A-Za-z0-9]$/u.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  const bytes = Array.from(Buffer.from(character));
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  const ways = [
    percentEncoded(bytes),
    literal(character),
    // 1, 3 or 7 backslashes: texts of JSON may hold others.
    units.map((unit) => `\\\\{1,7}u${hex(unit, 4)}`).join(''),
    ...(character === '\\'
      ? []
      : [literal(JSON.stringify(character).slice(1, -1)).replace(/^\\\\/u, String.raw`\\{1,7}`)]),
    `&#(?:0*${code}|x0*${hex(code, 0)});`,
    ...(otherWays[character] ?? []),
    ...(code < 0x80 ? [] : foreign(character, code, bytes)),
  ];
  return `(?:${[...new Set(ways)].join('|')})`;
}

/** What becomes of a character beyond ASCII where somebody takes it for another character set, or takes it apart. */
function foreign(character: string, code: number, bytes: readonly number[]): readonly string[] {
  return [
    literal(character.normalize('NFD')),
    literal(Buffer.from(bytes).toString('latin1')),
    literal(new TextDecoder('windows-1252').decode(Uint8Array.from(bytes))),
    ...(code < 0x100 ? [percentEncoded([code])] : []),
  ];
}

/** Encoded once, or once more by whoever passed it on. */
function percentEncoded(bytes: readonly number[]): string {
  return bytes.map((byte) => `%(?:25)*${hex(byte, 2)}`).join('');
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0');
}

function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
}

function partsOf(secret: string): readonly string[] {
  if (!/^https?:\/\//iu.test(secret) || !URL.canParse(secret)) return [secret];
  const { host, hostname, pathname, search } = new URL(secret);
  return [secret, host, hostname, ...(pathname.length > 4 ? [pathname] : []), search.slice(1)];
}
