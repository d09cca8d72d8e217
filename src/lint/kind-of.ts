import { isObject } from '../text/json.ts';

const documentKinds = ['flow', 'services', 'connector', 'instances', 'decisions', 'overlay', 'config'] as const;
export type DocumentKind = (typeof documentKinds)[number];

const byFormat: Readonly<Record<string, DocumentKind>> = {
  'patchworks-legacy-services': 'services',
  'repatch-connector': 'connector',
  'repatch-instances': 'instances',
  'repatch-decisions': 'decisions',
  'repatch-overlay': 'overlay',
};

/** Which kind of document a value is: by its own format line, then by the file's name, then by its members. */
export function kindOf(value: unknown, file: string): DocumentKind | undefined {
  if (!isObject(value)) return kindOfName(file);
  const format = value['format'];
  if (typeof format === 'string' && Object.hasOwn(byFormat, format)) return byFormat[format];
  const named = kindOfName(file);
  if (named !== undefined) return named;
  if (isObject(value['flow']) && isObject(value['metadata'])) return 'flow';
  return Array.isArray(value['endpoints']) && 'protocol' in value ? 'connector' : undefined;
}

export function kindOfName(file: string): DocumentKind | undefined {
  const [, middle] = /\.(flow|services|connector)\.(?:json|ya?ml)$/iu.exec(file) ?? [];
  if (middle !== undefined) return middle.toLowerCase() as DocumentKind; // the pattern admits only kinds
  if (/(?:^|[\\/])repatch\.config\.ya?ml$/u.test(file)) return 'config';
  const [, whole] = /(?:^|[\\/])(instances|decisions|overlay)\.(?:json|ya?ml)$/u.exec(file) ?? [];
  return whole as DocumentKind | undefined; // as above
}
