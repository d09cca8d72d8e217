import type { PackagePlan } from './plan.ts';
import { firstSentence } from './text.ts';

/** `package.json`: `package.json.template` of the template under the package's name. Written once. */
export function emitPackageJson({ model }: PackagePlan, template: string): string {
  const manifest = JSON.parse(template) as Record<string, unknown>;
  const title = firstSentence(model.api.title.replaceAll(/\s+/gu, ' ')) || model.name;
  return `${JSON.stringify({ ...manifest, name: model.name, description: `Client for ${title}` }, null, 2)}\n`;
}
