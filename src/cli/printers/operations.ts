import type { InspectedFact, InspectedOperation } from '../../app/scaffold.ts';
import { onOneLine } from '../../text/printable.ts';
import { count, number } from '../words.ts';

/** Longest key that others are lined up with. */
const widest = 60;

/** Operations for people: a line for each, or with all that each finding rests on. */
export function printOperations(operations: readonly InspectedOperation[], isExplained: boolean): string {
  if (isExplained) return operations.map(explained).join('\n');
  const width = Math.max(0, ...operations.map(({ key }) => Math.min(key.length, widest)));
  const lines = operations.map((operation) => {
    const { key, direction } = operation;
    return `${onOneLine(key).padEnd(width)}  ${direction.padEnd('Receive'.length)}  ${briefly(operation)}`.trimEnd();
  });
  const open = operations.filter(isOpen).length;
  const lists = operations.filter(({ records }) => records !== undefined).length;
  const answer =
    open === 0
      ? ''
      : `; ${number(open)} to be answered (?): --explain OPERATION says why, overlay.yaml takes the answer`;
  return `${lines.join('\n')}\n\n${count(operations.length, 'operation')}, ${count(lists, 'listing')}${answer}\n`;
}

function briefly({ entityType, records, detected }: InspectedOperation): string {
  return [
    ...(entityType === undefined ? [] : [entityType]),
    ...(records === undefined ? [] : [`records at ${records === '' ? 'the top' : records}`]),
    ...detected.filter(({ about }) => about !== 'authentication').map(factInBrief),
  ]
    .map(onOneLine)
    .join(', ');
}

function factInBrief({ about, value, confidence }: InspectedFact): string {
  if (value === undefined) return 'pages ?';
  if (about === 'pagination') return `pages by ${pagesOf(value)}${confidence === 'high' ? '' : ' ?'}`;
  if (about === 'rateLimit') return `at most ${Object.values(value as object).join(' a ')}`;
  return `key in ${Object.entries(value as object)
    .flat()
    .join(' ')}`;
}

function pagesOf(value: unknown): string {
  const pagination = value as Readonly<Record<string, unknown>>; // of any method
  const names = ['pageParameter', 'offsetParameter', 'tokenParameter', 'nextPath', 'endCursorPath', 'pagePath'];
  const name = names.map((key) => pagination[key]).find((one) => one !== undefined);
  return name === undefined
    ? String(pagination['method'])
    : `${String(pagination['method'])} "${String(name as string)}"`;
}

function isOpen({ detected }: InspectedOperation): boolean {
  return detected.some(({ about, confidence }) => about === 'pagination' && confidence !== 'high');
}

const titles: Readonly<Record<InspectedFact['about'], string>> = {
  pagination: 'pages',
  idempotencyKey: 'idempotency key',
  rateLimit: 'rate limit',
  authentication: 'authentication',
};

function explained({ key, name, direction, entityType, records, authMethods, detected }: InspectedOperation): string {
  const facts: readonly (readonly [string, string])[] = [
    ['name', name],
    ['direction', direction],
    ...(entityType === undefined ? [] : [['entity', entityType] as const]),
    ...(records === undefined ? [] : [['records', records === '' ? 'the answer itself' : records] as const]),
    ['authentication', authMethods.length === 0 ? 'none is named' : authMethods.join(', ')],
  ];
  const lines = [
    onOneLine(key),
    ...facts.map(([about, value]) => `  ${about.padEnd(14)}  ${onOneLine(value)}`),
    ...detected.flatMap(({ about, value, confidence, evidence }) => [
      `  ${titles[about]}: ${value === undefined ? 'not known' : onOneLine(JSON.stringify(value))}${confidence === undefined ? '' : ` (${confidence})`}`,
      ...evidence.map((sentence) => `    ${onOneLine(sentence)}`),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}
