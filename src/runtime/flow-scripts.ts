import type { Script } from '../contract/script.ts';
import type { FlowFile } from '../flow/model.ts';

/** The scripts that a flow file holds with their text. */
export function scriptsOf({ scripts = [] }: FlowFile): readonly Script[] {
  return scripts.flatMap(({ name, language, version, code }) =>
    code === undefined ? [] : [{ name, language, code, ...(version === undefined ? {} : { version }) }],
  );
}
