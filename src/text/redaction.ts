/** Tokens are renewed; older ones than this many are forgotten. */
const mostSecrets = 100;

/** Finds secrets in whichever way a text writes them: as they are, percent-encoded, in forms, JSON, XML, Base64, hexadecimal. */
export class Redaction {
  readonly #secrets = new Set<string>();
  #pattern: RegExp | undefined;

  add(secret: string): void {
    if (secret.trim() === '' || this.#secrets.has(secret)) return;
    this.#secrets.add(secret);
    const [oldest] = this.#secrets;
    if (this.#secrets.size > mostSecrets && oldest !== undefined) this.#secrets.delete(oldest);
    this.#pattern = undefined;
  }

  /** The text with `***` for each secret. */
  hide(text: string): string {
    if (this.#secrets.size === 0) return text;
    this.#pattern ??= patternOf([...this.#secrets]);
    return text.replaceAll(this.#pattern, '***');
  }
}

/** Longer ones first, because one secret may begin another. Host names lose their case, and so may hexadecimal digits. */
function patternOf(secrets: readonly string[]): RegExp {
  const forms = secrets.flatMap((secret) => [secret, ...encodedForms(secret)]);
  const sorted = forms.toSorted((a, b) => b.length - a.length);
  return new RegExp(sorted.map(patternOfForm).join('|'), 'giu');
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

function patternOfForm(secret: string): string {
  const pattern = Array.from(secret, patternOfCharacter).join('');
  // Very short secrets are hidden where they stand alone.
  return secret.length < 4 ? `(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])` : pattern;
}

/** Other ways in which forms, HTML and the Base64 of addresses write a character. */
const otherWays: Readonly<Record<string, readonly string[]>> = {
  ' ': [String.raw`\+`],
  '+': ['-'],
  '/': [String.raw`\\/`, '_'],
  '&': ['&amp;'],
  '<': ['&lt;'],
  '>': ['&gt;'],
  '"': ['&quot;'],
  "'": ['&apos;'],
};

function patternOfCharacter(character: string): string {
  if (/^[A-Za-z0-9]$/u.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  const bytes = Array.from(Buffer.from(character), (byte) => byte.toString(16).padStart(2, '0'));
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  const ways = [
    literal(character),
    // Encoded once, or once more by whoever passed it on.
    bytes.map((byte) => `%(?:25)*${byte}`).join(''),
    units.map((unit) => `\\\\u${unit.toString(16).padStart(4, '0')}`).join(''),
    literal(JSON.stringify(character).slice(1, -1)),
    `&#(?:0*${code}|x0*${code.toString(16)});`,
    ...(otherWays[character] ?? []),
  ];
  return `(?:${[...new Set(ways)].join('|')})`;
}

function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
}
