import type { FlowFile } from '../flow/model.ts';
import { offersLanguage } from '../legacy/script-languages.ts';
import type { ServiceScope } from './scope.ts';

export type FlowScript = NonNullable<FlowFile['scripts']>[number];

/** Services have one version of each script: the one that was saved last. */
const version = 1;

/** The script as the flow names it, and brings it along; `undefined`: no flow can run it. */
export function flowScript(
  { bundle, scripts }: ServiceScope,
  id: string,
): { readonly name: string; readonly version: number } | undefined {
  const script = bundle.scripts.find((one) => one.id === id);
  if (script === undefined || !offersLanguage(script.language)) return undefined;
  const isShared = bundle.scripts.some((one) => one !== script && one.name === script.name);
  const name = isShared ? `${script.name} (${id})` : script.name;
  scripts.set(name, {
    name,
    language: script.language.toLowerCase(),
    ...(script.languageVersion === undefined ? {} : { language_version: script.languageVersion }),
    version,
    code: script.code,
  });
  return { name, version };
}
