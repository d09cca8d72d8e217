/** Words that no type may be called, and names that would break the generated code. */
const reservedWords: ReadonlySet<string> = new Set(
  `any as async await bigint boolean break case catch class const continue debugger default delete do else enum export
   extends false finally for from function get if implements import in instanceof interface is keyof let module namespace
   never new null number object of package private protected public readonly return require set static string super switch
   symbol this throw true try type typeof undefined unique unknown var void while with yield arguments eval
   Uint8Array Promise __proto__ constructor prototype`.split(/\s+/u),
);

/** A text as an identifier, the same for the same text; what no identifier may hold becomes `_`. */
export function identifier(text: string): string {
  const cleaned = text.normalize('NFC').replaceAll(/[^\p{ID_Continue}]/gu, '_');
  const started = /^[\p{ID_Start}_]/u.test(cleaned) ? cleaned : `_${cleaned}`;
  return started.slice(0, 120);
}

export function isIdentifier(text: string): boolean {
  return /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(text);
}

export function pascal(text: string): string {
  const name = identifier(text);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Gives each name once; a name that is taken gets its suffix, then a number. */
export class NameAllocator {
  readonly #reserved: ReadonlySet<string>;
  readonly #taken = new Set<string>();

  private constructor(reserved: ReadonlySet<string>) {
    this.#reserved = reserved;
  }

  /** For types, classes and methods. */
  static ofIdentifiers(): NameAllocator {
    return new NameAllocator(reservedWords);
  }

  /** For properties, which keep the names of elements and attributes, whatever they are. */
  static ofProperties(): NameAllocator {
    return new NameAllocator(new Set(['__proto__']));
  }

  take(wanted: string, suffix = ''): string {
    const free = (name: string): boolean => !this.#taken.has(name) && !this.#reserved.has(name);
    let name = free(wanted) ? wanted : `${wanted}${suffix}`;
    for (let count = 2; !free(name); count++) name = `${wanted}${suffix}${count}`;
    this.#taken.add(name);
    return name;
  }
}

/** `./file-name` for anything, unique where letter case does not count. */
export class FileNames {
  readonly #taken = new Set<string>();

  take(text: string): string {
    const base =
      text
        .normalize('NFKD')
        .replaceAll(/([a-z\d])([A-Z])/gu, '$1-$2')
        .toLowerCase()
        .replaceAll(/[^a-z\d]+/gu, '-')
        .replaceAll(/^-+|-+$/gu, '')
        .slice(0, 60) || 'types';
    let name = base;
    for (let count = 2; this.#taken.has(name); count++) name = `${base}-${count}`;
    this.#taken.add(name);
    return name;
  }
}
