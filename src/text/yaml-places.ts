import { COLLECTION_STYLE, CORE_SCHEMA, EVENT_ID, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import type { Places, TextRange } from './places.ts';
import { joinPointer } from './pointer.ts';
import type { Wanted } from './wanted.ts';
import type { YamlMarks } from './yaml-marks.ts';

export interface YamlKey extends TextRange {
  readonly key: string;
  readonly pointer: string;
}

/** Where values and keys stand in YAML: for the pointers wanted, or for all of them. */
export function findYamlPlaces(text: string, marks: YamlMarks, wanted?: Wanted): Places {
  return new YamlPlaceFinder(text, marks).run(wanted).places;
}

/** Every key in order, also those given twice. */
export function listYamlKeys(text: string, marks: YamlMarks): readonly YamlKey[] {
  return new YamlPlaceFinder(text, marks).run(undefined).keys;
}

class YamlPlaceFinder {
  readonly places: Places = { values: new Map(), keys: new Map() };
  readonly keys: YamlKey[] = [];
  readonly #text: string;
  readonly #marks: YamlMarks;
  #next = 1; // the first event opens the document
  #end = 0;

  constructor(text: string, marks: YamlMarks) {
    this.#text = text;
    this.#marks = marks;
  }

  run(wanted: Wanted | undefined): this {
    this.#value('', wanted, true);
    return this;
  }

  /** `isKept` without `wanted` keeps everything below. The parser allows 200 levels, so recursion is safe. */
  #value(pointer: string, wanted: Wanted | undefined, isKept: boolean): void {
    const marks = this.#marks;
    const at = this.#next++;
    const type = marks.typeOf(at);
    if (type === undefined) return;
    let start = this.#end;
    if (type === EVENT_ID.SCALAR) {
      const range = this.#rangeOfScalar(at);
      start = range.start;
      this.#end = range.end;
    } else if (type === EVENT_ID.ALIAS) {
      start = marks.startOf(at) - 1;
      this.#end = marks.endOf(at);
    } else if (type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE) {
      start = marks.startOf(at);
      this.#end = start + 1;
      if (type === EVENT_ID.MAPPING) this.#members(pointer, wanted, isKept);
      else this.#items(pointer, wanted, isKept);
      this.#next++;
      if (marks.styleOf(at) === COLLECTION_STYLE.FLOW) this.#end = this.#closingOf(type) + 1;
    }
    if (isKept) this.places.values.set(pointer, { start, end: this.#end });
  }

  #members(pointer: string, wanted: Wanted | undefined, isKept: boolean): void {
    while (this.#isInside()) {
      const at = this.#next;
      const isScalar = this.#marks.typeOf(at) === EVENT_ID.SCALAR;
      const key = isScalar ? this.#keyOf(at) : '';
      const range = isScalar ? this.#rangeOfScalar(at) : undefined;
      this.#value('', undefined, false);
      const below = wanted?.children.get(key);
      const keeps = isKept && (wanted === undefined || below !== undefined);
      const child = keeps ? joinPointer(pointer, key) : '';
      if (keeps && range !== undefined) {
        this.places.keys.set(child, range);
        this.keys.push({ ...range, key, pointer: child });
      }
      this.#value(child, below, keeps);
    }
  }

  #items(pointer: string, wanted: Wanted | undefined, isKept: boolean): void {
    for (let index = 0; this.#isInside(); index++) {
      const below = wanted?.children.get(String(index));
      const keeps = isKept && (wanted === undefined || below !== undefined);
      this.#value(keeps ? joinPointer(pointer, index) : '', below, keeps);
    }
  }

  /** The bracket that ends a collection written in brackets. */
  #closingOf(type: number): number {
    const at = this.#text.indexOf(type === EVENT_ID.MAPPING ? '}' : ']', this.#end);
    return at < 0 ? this.#end : at;
  }

  #isInside(): boolean {
    const type = this.#marks.typeOf(this.#next);
    return type !== undefined && type !== EVENT_ID.POP;
  }

  /** The key as the object has it: numbers and the like in their usual spelling. */
  #keyOf(at: number): string {
    const text = getScalarValue(this.#text, this.#marks.scalarAt(at));
    if (this.#marks.styleOf(at) !== SCALAR_STYLE.PLAIN || this.#marks.isTagged(at)) return text;
    return String(CORE_SCHEMA.resolveImplicitScalarTag(text).value);
  }

  /** Quotes belong to the value; nothing at all stands where the last value ended. */
  #rangeOfScalar(at: number): TextRange {
    const [start, end, style] = [this.#marks.startOf(at), this.#marks.endOf(at), this.#marks.styleOf(at)];
    if (start < 0) return { start: this.#end, end: this.#end };
    const isQuoted = style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED;
    return isQuoted ? { start: start - 1, end: end + 1 } : { start, end };
  }
}
