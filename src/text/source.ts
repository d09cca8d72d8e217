import type { Diagnostic, Finding, Span } from '../diagnostics/diagnostic.ts';
import { diagnosticTable } from '../diagnostics/table.ts';
import { scanJson, type JsonPlaces, type ScanProblem, type TextRange } from './json-scan.ts';
import { splitPointer } from './pointer.ts';

const byteLimit = 64 * 1024 * 1024;

/** One document as read: its value, and the way from a JSON pointer to a place in the text. */
export interface Source {
  readonly file: string;
  /** `undefined` when the text could not be read; the diagnostics say why. */
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
  readonly text: string;
  /** Gives findings their positions. The text is read a second time for it, once. */
  locate(findings: readonly Finding[]): Promise<Diagnostic[]>;
}

/**
 * Reads JSON, or YAML 1.2 for `.yaml` and `.yml`, from bytes.
 * Diagnostics: `text/*`. Never throws for any input.
 */
export async function readSource(file: string, bytes: Uint8Array): Promise<Source> {
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
  if (!/\.ya?ml$/iu.test(file)) return readJson(file, text);
  const { readYaml } = await import('./yaml.ts');
  return readYaml(file, text);
}

function readJson(file: string, text: string): Source {
  const problems = scanJson(text);
  const diagnostics = problems.map((problem) => describe(problem, file, text));
  const unreadable = problems.some(({ kind }) => kind === 'syntax' || kind === 'truncated' || kind === 'too-deep');
  let places: JsonPlaces | undefined;
  const findPlaces = (): JsonPlaces => {
    if (places === undefined) scanJson(text, (places = { values: new Map(), keys: new Map() }));
    return places;
  };
  return {
    file,
    text,
    diagnostics,
    value: unreadable ? undefined : (JSON.parse(text) as unknown),
    locate: (findings) => Promise.resolve(findings.map((finding) => toDiagnostic(finding, file, text, findPlaces()))),
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

export function toDiagnostic(finding: Finding, file: string, text: string, places: JsonPlaces): Diagnostic {
  const spanAt = (pointer: string, on: Finding['on']): Span =>
    spanOf({ file, pointer, text, range: rangeOf(places, pointer, on) });
  const help = finding.help === undefined ? {} : { help: finding.help };
  return {
    code: finding.code,
    severity: finding.severity ?? diagnosticTable[finding.code].severity,
    message: finding.message,
    ...help,
    at: spanAt(finding.pointer, finding.on),
    related: (finding.related ?? []).map(({ message, pointer }) => ({ message, at: spanAt(pointer, 'value') })),
  };
}

/** The nearest place that exists: a missing key is shown at its parent. */
function rangeOf(places: JsonPlaces, pointer: string, on: Finding['on']): TextRange {
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

export function spanOf({
  file,
  pointer,
  text,
  range,
}: {
  file: string;
  pointer: string;
  text: string;
  range: TextRange;
}): Span {
  const [line, column] = lineAndColumn(text, range.start);
  const [endLine, endColumn] = lineAndColumn(text, range.end);
  return { file, pointer, line, column, endLine, endColumn, start: range.start, end: range.end };
}

function lineAndColumn(text: string, offset: number): [number, number] {
  let line = 1;
  let start = 0;
  for (let next = text.indexOf('\n'); next >= 0 && next < offset; next = text.indexOf('\n', start)) {
    line++;
    start = next + 1;
  }
  return [line, offset - start + 1];
}
