import type { Diagnostic, Finding, Span } from '../diagnostics/diagnostic.ts';
import { diagnosticTable } from '../diagnostics/table.ts';
import { rangeInside } from './inside-text.ts';
import { findJsonPlaces } from './json-places.ts';
import { scanJson, type ScanProblem } from './json-scan.ts';
import { LineIndex, type Places, type TextRange } from './places.ts';
import { splitPointer } from './pointer.ts';

const byteLimit = 64 * 1024 * 1024;

/** One document as read: its value, and the way from a JSON pointer to a place in the text. */
export interface Source {
  readonly file: string;
  /** `undefined` when the text could not be read; the diagnostics say why. */
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
  readonly text: string;
  /** Gives findings their positions. The text is searched for the places that they name, and no others. */
  locate(findings: readonly Finding[]): Promise<Diagnostic[]>;
}

/**
 * Reads JSON, or YAML 1.2 for `.yaml` and `.yml`, from bytes.
 * Diagnostics: `text/*`. Never throws for any input.
 */
export async function readSource(
  file: string,
  bytes: Uint8Array,
  format: 'json' | 'yaml' = /\.ya?ml$/iu.test(file) ? 'yaml' : 'json',
): Promise<Source> {
  if (bytes.length > byteLimit)
    return broken(
      file,
      '',
      'text/too-large',
      `The file has ${Math.round(bytes.length / 1_048_576)} MB; 64 are allowed.`,
    );
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return broken(file, '', 'text/not-utf8', 'The file has bytes that are not valid UTF-8.');
  }
  if (text.trim() === '') return broken(file, text, 'text/empty-file', 'The file is empty.');
  if (format === 'json') return readJson(file, text);
  const { readYaml } = await import('./yaml.ts');
  return readYaml(file, text);
}

function readJson(file: string, text: string): Source {
  const problems = scanJson(text);
  const diagnostics = problems.map((problem) => describe(problem, file, text));
  const unreadable = problems.some(({ kind }) => kind === 'syntax' || kind === 'truncated' || kind === 'too-deep');
  return {
    file,
    text,
    diagnostics,
    value: unreadable ? undefined : (JSON.parse(text) as unknown),
    locate: locateWith(file, text, (pointers) => findJsonPlaces(text, pointers)),
  };
}

function describe(problem: ScanProblem, file: string, text: string): Diagnostic {
  const code = `text/${problem.kind === 'syntax' ? 'not-json' : problem.kind}` as const;
  const messages = {
    'text/not-json': `Expected ${problem.expected}, found ${JSON.stringify(problem.found)}.`,
    'text/truncated': `The file ends where ${problem.expected} is expected.`,
    'text/too-deep': `Lists and objects are nested deeper than 200 levels.`,
    'text/duplicate-key': `Key "${problem.found}" is given twice in one object.`,
    'text/forbidden-key': `Key "${problem.found}" is not allowed.`,
  };
  const entry = diagnosticTable[code];
  const at = spanOf({ file, pointer: problem.pointer, text, range: problem });
  return { code, severity: entry.severity, message: messages[code], help: entry.fix, at, related: [] };
}

export function broken(file: string, text: string, code: Diagnostic['code'], message: string, start = 0): Source {
  const entry = diagnosticTable[code];
  const at = spanOf({ file, pointer: '', text, range: { start, end: start } });
  return {
    file,
    text,
    value: undefined,
    diagnostics: [{ code, severity: entry.severity, message, help: entry.fix, at, related: [] }],
    locate: () => Promise.resolve([]),
  };
}

/** A text that is its own value, for documents that take in others as they are. */
export function readText(file: string, bytes: Uint8Array): Source {
  const text = new TextDecoder().decode(bytes);
  return {
    file,
    text,
    value: text,
    diagnostics: [],
    locate: locateWith(file, text, () => ({ values: new Map(), keys: new Map() })),
  };
}

/** The `locate` of a source, given a way to find places. */
export function locateWith(
  file: string,
  text: string,
  findPlaces: (pointers: readonly string[]) => Places,
): Source['locate'] {
  return (findings) => {
    if (findings.length === 0) return Promise.resolve([]);
    const pointers = findings.flatMap(({ pointer, related = [] }) => [pointer, ...related.map((one) => one.pointer)]);
    const places = findPlaces(pointers);
    const lines = new LineIndex(text);
    return Promise.resolve(findings.map((finding) => toDiagnostic(finding, { file, text, places, lines })));
  };
}

interface Placed {
  readonly file: string;
  readonly text: string;
  readonly places: Places;
  readonly lines: LineIndex;
}

function toDiagnostic(finding: Finding, { places, ...document }: Placed): Diagnostic {
  const spanAt = (pointer: string, on: Finding['on'], part?: Finding['part']): Span => {
    const whole = rangeOf(places, pointer, on);
    return spanOf({
      ...document,
      pointer,
      range: part === undefined ? whole : rangeOfPart(document.text, whole, part),
    });
  };
  const help = finding.help === undefined ? {} : { help: finding.help };
  const at = spanAt(finding.pointer, finding.on, finding.part);
  return {
    code: finding.code,
    severity: finding.severity ?? diagnosticTable[finding.code].severity,
    message: finding.message,
    ...help,
    at,
    related: (finding.related ?? []).map(({ message, pointer }) => ({ message, at: spanAt(pointer, 'value') })),
    ...fixOf(finding, document.text.slice(at.start, at.end)),
  };
}

/** Written as JSON, which YAML reads as well; a key without quotes stays without. `marked`: what stands there now. */
function fixOf({ fix, on }: Finding, marked: string): Pick<Diagnostic, 'fix'> {
  if (fix === undefined || marked === '') return {};
  const isPlainKey = on === 'key' && /^[\w-]+$/u.test(marked) && /^[\w-]+$/u.test(String(fix.value));
  return { fix: { title: fix.title, text: isPlainKey ? String(fix.value) : JSON.stringify(fix.value) } };
}

function rangeOfPart(text: string, whole: TextRange, part: TextRange): TextRange {
  const inside = rangeInside(text.slice(whole.start, whole.end), part);
  return inside === undefined ? whole : { start: whole.start + inside.start, end: whole.start + inside.end };
}

/** The nearest place that exists: a missing key is shown at its parent. */
function rangeOf(places: Places, pointer: string, on: Finding['on']): TextRange {
  if (on === 'key') {
    const key = places.keys.get(pointer);
    if (key !== undefined) return key;
  }
  for (let tokens = splitPointer(pointer).length, at = pointer; ; tokens--) {
    const range = places.values.get(at);
    if (range !== undefined) return range;
    if (tokens === 0) return { start: 0, end: 0 };
    at = at.slice(0, at.lastIndexOf('/'));
  }
}

/** A range as a span. Whoever has many of one text hands over its lines. */
export function spanOf({
  file,
  pointer,
  text,
  range,
  lines = new LineIndex(text),
}: {
  file: string;
  pointer: string;
  text: string;
  range: TextRange;
  lines?: LineIndex;
}): Span {
  const [line, column] = lines.lineAndColumn(range.start);
  const [endLine, endColumn] = lines.lineAndColumn(range.end);
  return { file, pointer, line, column, endLine, endColumn, start: range.start, end: range.end };
}
