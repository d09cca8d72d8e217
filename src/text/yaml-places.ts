import { COLLECTION_STYLE, CORE_SCHEMA, EVENT_ID, getScalarValue, SCALAR_STYLE, type parseEvents } from 'js-yaml';
import type { Places, TextRange } from './places.ts';
import { joinPointer } from './pointer.ts';
import type { Wanted } from './wanted.ts';

export type YamlEvent = ReturnType<typeof parseEvents>[number];
type ScalarEvent = Extract<YamlEvent, { type: typeof EVENT_ID.SCALAR }>;

export interface YamlKey extends TextRange {
  readonly key: string;
  readonly pointer: string;
}

/** Where values and keys stand in YAML: for the pointers wanted, or for all of them. */
export function findYamlPlaces(text: string, events: readonly YamlEvent[], wanted?: Wanted): Places {
  return new YamlPlaceFinder(text, events).run(wanted).places;
}

/** Every key in order, also those given twice. */
export function listYamlKeys(text: string, events: readonly YamlEvent[]): readonly YamlKey[] {
  return new YamlPlaceFinder(text, events).run(undefined).keys;
}

class YamlPlaceFinder {
  readonly places: Places = { values: new Map(), keys: new Map() };
  readonly keys: YamlKey[] = [];
  readonly #text: string;
  readonly #events: readonly YamlEvent[];
  #next = 1; // the first event opens the document
  #end = 0;

  constructor(text: string, events: readonly YamlEvent[]) {
    this.#text = text;
    this.#events = events;
  }

  run(wanted: Wanted | undefined): this {
    this.#value('', wanted, true);
    return this;
  }

  /** `isKept` without `wanted` keeps everything below. The parser allows 200 levels, so recursion is safe. */
  #value(pointer: string, wanted: Wanted | undefined, isKept: boolean): void {
    const event = this.#events[this.#next++];
    if (event === undefined) return;
    let start = this.#end;
    if (event.type === EVENT_ID.SCALAR) {
      const range = rangeOfScalar(event, this.#end);
      start = range.start;
      this.#end = range.end;
    } else if (event.type === EVENT_ID.ALIAS) {
      start = event.anchorStart - 1;
      this.#end = event.anchorEnd;
    } else if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) {
      start = event.start;
      this.#end = start + 1;
      if (event.type === EVENT_ID.MAPPING) this.#members(pointer, wanted, isKept);
      else this.#items(pointer, wanted, isKept);
      this.#next++;
      if (event.style === COLLECTION_STYLE.FLOW) this.#end = this.#closingOf(event) + 1;
    }
    if (isKept) this.places.values.set(pointer, { start, end: this.#end });
  }

  #members(pointer: string, wanted: Wanted | undefined, isKept: boolean): void {
    while (this.#isInside()) {
      const event = this.#events[this.#next];
      const key = event?.type === EVENT_ID.SCALAR ? this.#keyOf(event) : '';
      const range = event?.type === EVENT_ID.SCALAR ? rangeOfScalar(event, this.#end) : undefined;
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
  #closingOf(event: YamlEvent): number {
    const at = this.#text.indexOf(event.type === EVENT_ID.MAPPING ? '}' : ']', this.#end);
    return at < 0 ? this.#end : at;
  }

  #isInside(): boolean {
    const event = this.#events[this.#next];
    return event !== undefined && event.type !== EVENT_ID.POP;
  }

  /** The key as the object has it: numbers and the like in their usual spelling. */
  #keyOf(event: ScalarEvent): string {
    const text = getScalarValue(this.#text, event);
    if (event.style !== SCALAR_STYLE.PLAIN || event.tagStart >= 0) return text;
    return String(CORE_SCHEMA.resolveImplicitScalarTag(text).value);
  }
}

/** Quotes belong to the value; nothing at all stands where the last value ended. */
function rangeOfScalar(event: ScalarEvent, before: number): TextRange {
  if (event.valueStart < 0) return { start: before, end: before };
  const isQuoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
  return isQuoted
    ? { start: event.valueStart - 1, end: event.valueEnd + 1 }
    : { start: event.valueStart, end: event.valueEnd };
}
