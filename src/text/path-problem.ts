export interface PathProblem {
  /** A clause: "it has brackets". */
  readonly what: string;
  readonly help: string;
}

const write = 'Write "items.0.sku" for one element of a list and "items.*.sku" for every one.';

/** Why a text is no path as the platform writes them, or `undefined`. Notations of other tools would find nothing. */
export function pathProblem(path: string): PathProblem | undefined {
  const bare = path.replaceAll(/\\./gsu, '_');
  if (/\[\[.*\]\]|\{\{.*\}\}/su.test(bare))
    return { what: 'variables have no meaning there', help: 'Write the path itself.' };
  if (/[[\]]/u.test(bare))
    return { what: 'it has brackets', help: String.raw`${write} \[ stands for a bracket in the name of a field.` };
  if (/^\$(?:$|\.)/u.test(bare))
    return { what: 'it begins with "$"', help: `${write} The payload itself has no sign.` };
  if (/(?:^|\.)(?:\.|$)/u.test(bare)) return { what: 'one of its parts is empty', help: write };
  if (/[^.]\*|\*[^.]/u.test(bare))
    return { what: 'a * is part of a name', help: String.raw`${write} \* stands for the sign in the name of a field.` };
  return undefined;
}
