import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

// Of the templates that are compiled with the sources, this is left out.
const sign = join('connector', 'package.json.template');

/** `templates` of this package: above the sources, and one level further above what is compiled from them. */
export function templatesFolder(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const templates = join(folder, 'templates');
    if (existsSync(join(templates, sign))) return templates;
    if (dirname(folder) === folder) throw new Error('The templates of this package are missing.');
  }
}
