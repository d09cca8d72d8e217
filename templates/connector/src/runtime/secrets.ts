import type { Redactor } from './redact.ts';

/** Of tokens and signatures, each new one replaces an older one. */
const mostPassing = 50;

/** The secrets of a client, collected so that no error shows them. */
export class Secrets {
  readonly #kept = new Set<string>();
  readonly #passing = new Set<string>();
  #redactor: Promise<Redactor> | undefined;
  /** Changes with the secrets. */
  revision = 0;

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
    this.revision++;
  }

  [Symbol.iterator](): Iterator<string> {
    return [...this.#kept, ...this.#passing].values();
  }

  /** What takes the secrets out of texts: loaded late, as it is for failures only. */
  redactor(): Promise<Redactor> {
    this.#redactor ??= import('./redact.ts').then(({ Redactor }) => new Redactor(this));
    return this.#redactor;
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
