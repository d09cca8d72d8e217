import { EVENT_ID, type getScalarValue, type parseEvents } from 'js-yaml';

export type YamlEvent = ReturnType<typeof parseEvents>[number];
type ScalarEvent = Parameters<typeof getScalarValue>[1];

/** Numbers of one event. */
const width = 3;

/** Bits of the first number. */
const bits = { type: 0, style: 3, chomping: 6, fast: 9, tagged: 10, indent: 11 } as const;

/**
 * The events of a parsed text in a tenth of their memory: they are many times the size of the text, and wait until something
 * is to be reported.
 */
export class YamlMarks {
  readonly #numbers: Int32Array;

  constructor(events: readonly YamlEvent[]) {
    const numbers = new Int32Array(events.length * width);
    for (const [index, event] of events.entries()) {
      const { type } = event;
      let [first, start, end] = [type << bits.type, -1, -1];
      if (type === EVENT_ID.SCALAR) {
        const { style, chomping, indent, fast, tagStart } = event;
        first |= (style << bits.style) | (chomping << bits.chomping) | ((indent + 1) << bits.indent);
        first |= (Number(fast) << bits.fast) | (Number(tagStart >= 0) << bits.tagged);
        [start, end] = [event.valueStart, event.valueEnd];
      } else if (type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE) {
        first |= event.style << bits.style;
        start = event.start;
      } else if (type === EVENT_ID.ALIAS) [start, end] = [event.anchorStart, event.anchorEnd];
      numbers[index * width] = first;
      numbers[index * width + 1] = start;
      numbers[index * width + 2] = end;
    }
    this.#numbers = numbers;
  }

  /** `undefined` behind the last one. */
  typeOf(index: number): YamlEvent['type'] | undefined {
    const first = this.#numbers[index * width];
    return first === undefined ? undefined : ((first & 0b111) as YamlEvent['type']); // put in above
  }

  /** Of a scalar, a collection or the name of an alias; -1: nothing stands there. */
  startOf(index: number): number {
    return this.#numbers[index * width + 1] ?? -1;
  }

  /** Of a scalar or the name of an alias. */
  endOf(index: number): number {
    return this.#numbers[index * width + 2] ?? -1;
  }

  styleOf(index: number): number {
    return this.#part(index, bits.style, 0b111);
  }

  isTagged(index: number): boolean {
    return this.#part(index, bits.tagged, 1) === 1;
  }

  /** What the parser needs to give the value of a scalar. */
  scalarAt(index: number): ScalarEvent {
    const none = -1;
    return {
      type: EVENT_ID.SCALAR,
      valueStart: this.startOf(index),
      valueEnd: this.endOf(index),
      anchorStart: none,
      anchorEnd: none,
      tagStart: none,
      tagEnd: none,
      style: this.styleOf(index) as ScalarEvent['style'], // put in above, like the next one
      chomping: this.#part(index, bits.chomping, 0b111) as ScalarEvent['chomping'],
      indent: this.#part(index, bits.indent, 0xf_ffff) - 1,
      fast: this.#part(index, bits.fast, 1) === 1,
    };
  }

  #part(index: number, shift: number, mask: number): number {
    return ((this.#numbers[index * width] ?? 0) >>> shift) & mask;
  }
}
