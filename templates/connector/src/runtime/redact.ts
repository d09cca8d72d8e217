/** Takes secrets out of a text. */
export type Redact = (text: string) => string;

/** What is shown of an answer. */
const excerptLength = 500;

/** The beginning of a text, without secrets. They are taken out first: half a secret would not be recognised. */
export function excerptOf(text: string, redact: Redact): string {
  const start = redact(text.slice(0, 20_000)).trim();
  return start.length <= excerptLength ? start : `${start.slice(0, excerptLength)}…`;
}

/** Of tokens and signatures, each new one replaces an older one. */
const mostPassing = 50;

/** Knows the secrets of a client, and finds them in whichever way a text writes them. */
export class Redactor {
  readonly #kept = new Set<string>();
  readonly #passing = new Set<string>();
  #pattern: RegExp | undefined;

  /** Secrets that the client has for all its life. */
  keep(...secrets: readonly string[]): void {
    for (const secret of secrets) this.#add(this.#kept, secret);
  }

  /** Secrets of one request or of some time. */
  pass(...secrets: readonly string[]): void {
    for (const secret of secrets) {
      this.#add(this.#passing, secret);
      const [oldest] = this.#passing;
      if (this.#passing.size > mostPassing && oldest !== undefined) this.#passing.delete(oldest);
    }
  }

  /** What goes out with a request under names that say that it is secret. Shorter values are words, and no secrets. */
  passRequest(url: URL, headers: Headers): void {
    const values = [...headers, ...url.searchParams].flatMap(([name, value]) => (isSecretName(name) ? [value, ...partsOf(name, value)] : []));
    this.pass(...[...values, url.password].filter((value) => value.length >= 8));
  }

  #add(secrets: Set<string>, secret: string): void {
    if (secret.trim() === '' || this.#kept.has(secret) || this.#passing.has(secret)) return;
    secrets.add(secret);
    this.#pattern = undefined;
  }

  readonly redact: Redact = (text) => {
    if (text === '' || this.#kept.size + this.#passing.size === 0) return text;
    this.#pattern ??= patternOf([...this.#kept, ...this.#passing]);
    return text.replaceAll(this.#pattern, '***');
  };

  /** The address of a request, without what looks like a secret. */
  url(url: URL): string {
    const shown = new URL(url);
    shown.username = '';
    shown.password = '';
    shown.hash = '';
    for (const name of new Set(shown.searchParams.keys())) if (isSecretName(name)) shown.searchParams.set(name, '***');
    return this.redact(shown.href);
  }

  /** The same error where it shows no secret; otherwise one that says the same without. */
  error(error: unknown): unknown {
    if (!(error instanceof Error)) return typeof error === 'string' ? this.redact(error) : error;
    const cause = this.error(error.cause);
    const shown = [error.message, error.stack, ...Object.values(error)].filter((text) => typeof text === 'string');
    if (cause === error.cause && shown.every((text) => this.redact(text) === text)) return error;
    const clean = new Error(this.redact(error.message), cause === undefined ? {} : { cause });
    clean.name = error.name;
    return 'code' in error ? Object.assign(clean, { code: error.code }) : clean;
  }
}

/** What an answer would repeat of `Bearer abc` or `sid=abcdefgh; theme=dark`. */
function partsOf(name: string, value: string): string[] {
  if (/^cookie$/i.test(name))
    return value.split(/;\s*/).map((pair) => pair.slice(pair.indexOf('=') + 1));
  const [, secret] = /^[\w-]+ (\S+)$/.exec(value) ?? [];
  return secret === undefined ? [] : [secret];
}

/** Names of headers and parameters whose values are nobody's business. */
export function isSecretName(name: string): boolean {
  if (/(?:page|next|continuation|cursor|sync)[-_]?token/i.test(name)) return false;
  return /authori[sz]|cookie|credential|passw|pwd|secret|session|signature|token|api[-_]?key|(?:^|[-_])auth(?:$|[-_])|^(?:key|pw|sig)$/i.test(name);
}

/** Longer ones first: one secret may begin another. Host names lose their case. */
function patternOf(secrets: readonly string[]): RegExp {
  const forms = secrets.flatMap((secret) => [secret, ...codedForms(secret)]);
  const sorted = forms.toSorted((a, b) => b.length - a.length);
  return new RegExp(sorted.map(formPattern).join('|'), 'giu');
}

/** What a secret is in hexadecimal digits and in Base64, alone or in the middle of something, where it is cut at other places. */
function codedForms(secret: string): string[] {
  const bytes = new TextEncoder().encode(secret);
  const base64 = [0, 1, 2].map((before) => {
    const shifted = new Uint8Array(before + bytes.length);
    shifted.set(bytes, before);
    const text = btoa(String.fromCharCode(...shifted));
    // The characters at both ends also depend on what stands beside the secret.
    return text.slice(before === 0 ? 0 : before + 1, shifted.length % 3 === 0 ? undefined : (shifted.length % 3) - 4);
  });
  const hexadecimal = Array.from(bytes, hex).join('');
  return [hexadecimal, ...base64].filter((text) => text.length >= 6);
}

/** A secret as it may stand in addresses, forms, JSON and HTML, letters and digits as they are. */
function formPattern(secret: string): string {
  const pattern = Array.from(secret, charPattern).join('');
  // Short ones would take parts out of ordinary words.
  return secret.length < 4 ? `(?<![A-Za-z\\d])${pattern}(?![A-Za-z\\d])` : pattern;
}

function charPattern(char: string): string {
  if (/^[A-Za-z\d]$/.test(char)) return char;
  const code = char.codePointAt(0) ?? 0;
  const forms = [
    literal(char),
    // Encoded once or more than once.
    Array.from(new TextEncoder().encode(char), (byte) => `%(?:25)*${hex(byte)}`).join(''),
    Array.from({ length: char.length }, (_, index) => `\\\\u${char.charCodeAt(index).toString(16).padStart(4, '0')}`).join(''),
    literal(JSON.stringify(char).slice(1, -1)),
    `&#(?:0*${code}|x0*${code.toString(16)});`,
    ...(otherForms[char] ?? []),
  ];
  return `(?:${[...new Set(forms)].join('|')})`;
}

/** In forms, HTML and the Base64 of addresses. */
const otherForms: Readonly<Record<string, readonly string[]>> = {
  ' ': ['\\+'],
  '+': ['-'],
  '/': ['\\\\/', '_'],
  '&': ['&amp;'],
  '<': ['&lt;'],
  '>': ['&gt;'],
  '"': ['&quot;'],
  "'": ['&apos;'],
};

function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
