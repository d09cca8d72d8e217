import type { Random } from './random.ts';

/** A text that a simple regular expression matches, or `undefined` when it uses more than is understood here. */
export function samplePattern(source: string, random: Random): string | undefined {
  try {
    const parser = new PatternSampler(source, random);
    const text = parser.alternatives();
    return parser.isAtEnd() && new RegExp(`^(?:${source})$`, 'u').test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

class PatternSampler {
  readonly #source: string;
  readonly #random: Random;
  #at = 0;

  constructor(source: string, random: Random) {
    this.#source = source;
    this.#random = random;
  }

  isAtEnd(): boolean {
    return this.#at >= this.#source.length;
  }

  alternatives(): string {
    const options = [this.#sequence()];
    while (this.#source[this.#at] === '|') {
      this.#at++;
      options.push(this.#sequence());
    }
    return this.#random.pick(options) ?? '';
  }

  #sequence(): string {
    let text = '';
    while (!this.isAtEnd() && this.#source[this.#at] !== '|' && this.#source[this.#at] !== ')') {
      const start = this.#at;
      let piece = this.#atom();
      const [min, max] = this.#quantifier();
      const end = this.#at;
      const count = this.#random.whole(min, max);
      const pieces = count === 0 ? [] : [piece];
      // Each turn chooses anew.
      for (let turn = 1; turn < count; turn++) {
        this.#at = start;
        piece = this.#atom();
        pieces.push(piece);
      }
      this.#at = end;
      text += pieces.join('');
    }
    return text;
  }

  #atom(): string {
    const character = this.#source[this.#at++] ?? '';
    if (character === '(') {
      if (this.#source.startsWith('?:', this.#at)) this.#at += 2;
      const text = this.alternatives();
      if (this.#source[this.#at++] !== ')') throw new Error('A group is not closed.');
      return text;
    }
    if (character === '[') return this.#class();
    if (character === '\\') return this.#random.pick(this.#escape()) ?? '';
    return character === '.' ? 'x' : character;
  }

  #class(): string {
    const isNegated = this.#source[this.#at] === '^';
    if (isNegated) this.#at++;
    const members: string[] = [];
    while (this.#source[this.#at] !== ']') {
      if (this.isAtEnd()) throw new Error('A class is not closed.');
      const start = this.#member();
      if (this.#source[this.#at] !== '-' || this.#source[this.#at + 1] === ']' || start.length > 1) {
        members.push(...start);
        continue;
      }
      this.#at++;
      const [first = '', last = ''] = [start[0], this.#member()[0]];
      for (let code = first.charCodeAt(0); code <= last.charCodeAt(0); code++) members.push(String.fromCharCode(code));
    }
    this.#at++;
    const options = isNegated ? [...'xyz-09AZ'].filter((option) => !members.includes(option)) : members;
    return this.#random.pick(options) ?? '';
  }

  #member(): string[] {
    const character = this.#source[this.#at++] ?? '';
    return character === '\\' ? this.#escape() : [character];
  }

  #escape(): string[] {
    const character = this.#source[this.#at++] ?? '';
    if (character !== 'p') return [character === 'n' ? '\n' : character === 't' ? '\t' : character];
    const end = this.#source.indexOf('}', this.#at);
    const name = this.#source.slice(this.#at + 1, end);
    this.#at = end + 1;
    if (name.startsWith('N')) return [...'0123456789'];
    if (name.startsWith('L')) return [...'abcXYZ'];
    throw new Error(`Class ${name} is not understood.`);
  }

  #quantifier(): readonly [number, number] {
    const rest = this.#source.slice(this.#at);
    const [token, min, comma, max] = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})/u.exec(rest) ?? [''];
    this.#at += token?.length ?? 0;
    if (token === '*') return [0, 3];
    if (token === '+') return [1, 3];
    if (token === '?') return [0, 1];
    if (min === undefined) return [1, 1];
    const least = Number(min);
    return [least, comma === '' ? least : max === '' ? least + 2 : Number(max)];
  }
}
