import { dirname, join } from 'node:path';
import type { Diagnostic, Finding } from '../../diagnostics/diagnostic.ts';
import type { ApiModel } from '../api-model.ts';
import type { Change } from '../compare/change.ts';
import { compareApis } from '../compare/compare.ts';
import { readSource, type Source } from '../../text/source.ts';
import { readBytes } from '../../workspace/files.ts';

interface Version {
  readonly file: string;
  readonly model: ApiModel;
}

export interface ApiChanges {
  readonly list: readonly Change[];
  /** The same, at their places. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What a new description changes for those who use the old one, breaking changes first. */
export async function findChanges(before: Version, after: Version): Promise<ApiChanges> {
  const list = compareApis(before.model, after.model);
  const sources = new Map<string, Promise<Source>>();
  const sourceOf = ({ side, at }: Change): Promise<Source> => {
    const root = (side === 'before' ? before : after).file;
    const file = at.file === '' ? root : join(dirname(root), at.file);
    const known = sources.get(file) ?? readBytes(file).then((bytes) => readSource(file, bytes));
    sources.set(file, known);
    return known;
  };
  const bySource = new Map<Source, Finding[]>();
  for (const change of list) {
    const source = await sourceOf(change);
    bySource.set(source, [...(bySource.get(source) ?? []), findingOf(change)]);
  }
  const located = await Promise.all(Array.from(bySource, ([source, findings]) => source.locate(findings)));
  return { list, diagnostics: located.flat() };
}

function findingOf({ severity, message, at }: Change): Finding {
  return {
    code: severity === 'breaking' ? 'scaffold/breaking-change' : 'scaffold/compatible-change',
    message,
    pointer: at.pointer,
  };
}
