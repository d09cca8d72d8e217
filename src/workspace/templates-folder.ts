import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** `templates` of this package: above the sources, and one level further above what is compiled from them. */
export function templatesFolder(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const templates = join(folder, 'templates');
    if (existsSync(join(templates, 'connector'))) return templates;
    if (dirname(folder) === folder) throw new Error('The templates of this package are missing.');
  }
}
