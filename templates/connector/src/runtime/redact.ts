import { type Secrets, isSecretName } from './secrets.ts';

/** What is shown of an answer. */
const excerptLength = 500;

/** Finds the secrets of a client, in whichever way a text writes them. */
export class Redactor {
  readonly #secrets: Secrets;
  #revision = 0;
  #pattern: RegExp | undefined;

  constructor(secrets: Secrets) {
    this.#secrets = secrets;
  }

  readonly text = (text: string): string => {
    if (this.#revision !== this.#secrets.revision) {
      this.#pattern = patternOf([...this.#secrets]);
      this.#revision = this.#secrets.revision;
    }
    return this.#pattern === undefined ? text : text.replaceAll(this.#pattern, '***');
  };

  /** The beginning of a text. Secrets are taken out first: half of one would not be recognised. */
  excerpt(text: string): string {
    const start = this.text(text.slice(0, 20_000)).trim();
    return start.length <= excerptLength ? start : `${start.slice(0, excerptLength)}…`;
  }

  /** The address of a request, without what looks like a secret. */
  url(url: URL): string {
    const shown = new URL(url);
    shown.username = '';
    shown.password = '';
    shown.hash = '';
    for (const name of new Set(shown.searchParams.keys())) if (isSecretName(name)) shown.searchParams.set(name, '***');
    return this.text(shown.href);
  }

  /** The same error where it shows no secret; otherwise one that says the same without. */
  error(error: unknown): unknown {
    if (!(error instanceof Error)) return typeof error === 'string' ? this.text(error) : error;
    const cause = this.error(error.cause);
    const shown = [error.message, error.stack, ...Object.values(error)].filter((text) => typeof text === 'string');
    if (cause === error.cause && shown.every((text) => this.text(text) === text)) return error;
    const clean = new Error(this.text(error.message), cause === undefined ? {} : { cause });
    clean.name = error.name;
    return 'code' in error ? Object.assign(clean, { code: error.code }) : clean;
  }
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
