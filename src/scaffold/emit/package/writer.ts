import type * as morph from 'ts-morph';
import type { MethodDeclarationStructure, Project, SourceFile, StatementStructures } from 'ts-morph';

export type { MethodDeclarationStructure, StatementStructures };

/**
 * Writes TypeScript through ts-morph: new files from its structures, and files of the template by changing them. Long
 * runs of statements that are only text go in as text: parsing them would cost more than all the rest.
 */
export class TypeScriptWriter {
  readonly #project: Project;
  readonly #morph: typeof morph;

  private constructor(library: typeof morph) {
    this.#morph = library;
    this.#project = new library.Project({
      useInMemoryFileSystem: true,
      skipLoadingLibFiles: true,
      skipAddingFilesFromTsConfig: true,
      manipulationSettings: { indentationText: library.IndentationText.TwoSpaces, quoteKind: library.QuoteKind.Single },
    });
  }

  static async open(): Promise<TypeScriptWriter> {
    return new TypeScriptWriter(await import('ts-morph'));
  }

  get kinds(): typeof morph.StructureKind {
    return this.#morph.StructureKind;
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
