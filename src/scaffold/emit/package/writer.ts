import type { ClassDeclaration, Project, SourceFile, StatementStructures } from 'ts-morph';

/**
 * Writes TypeScript through ts-morph: new files from its structures, and files of the template by changing them. Long
 * runs of statements that are only text go in as text: parsing them would cost more than all the rest.
 */
export class TypeScriptWriter {
  readonly #project: Project;
  readonly #morph: typeof import('ts-morph');

  private constructor(morph: typeof import('ts-morph')) {
    this.#morph = morph;
    this.#project = new morph.Project({
      useInMemoryFileSystem: true,
      skipLoadingLibFiles: true,
      skipAddingFilesFromTsConfig: true,
      manipulationSettings: { indentationText: morph.IndentationText.TwoSpaces, quoteKind: morph.QuoteKind.Single },
    });
  }

  static async open(): Promise<TypeScriptWriter> {
    return new TypeScriptWriter(await import('ts-morph'));
  }

  get kinds(): typeof import('ts-morph').StructureKind {
    return this.#morph.StructureKind;
  }

  get scopes(): typeof import('ts-morph').Scope {
    return this.#morph.Scope;
  }

  /** A new file of the given statements. */
  write(path: string, statements: readonly (StatementStructures | string)[]): string {
    const file = this.#project.createSourceFile(`/${path}`, { statements: [...statements] });
    return this.#close(file);
  }

  /** A file of the template, changed. */
  edit(path: string, text: string, change: (file: SourceFile) => void): string {
    const file = this.#project.createSourceFile(`/${path}`, text);
    change(file);
    return this.#close(file);
  }

  /** Files are let go as soon as they are text, so that memory does not grow with their number. */
  #close(file: SourceFile): string {
    const text = file.getFullText();
    file.forget();
    return text.endsWith('\n') ? text : `${text}\n`;
  }
}

/** The class of a template file that is to be changed: a template without it is a fault of ours. */
export function classOf(file: SourceFile, name: string): ClassDeclaration {
  return file.getClassOrThrow(name);
}
