/** The words of a name, in lower case: `HTTPServer_list-orders V2` gives http, server, list, orders, v2. */
export function wordsOf(text: string): readonly string[] {
  return (
    text
      .normalize('NFC')
      .replaceAll(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
      .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  ).map((word) => word.toLowerCase());
}

export function camelCase(words: readonly string[]): string {
  return words.map((word, index) => (index === 0 ? word : capitalise(word))).join('');
}

export function kebabCase(words: readonly string[]): string {
  return words.join('-');
}

/** `list`, `order`, `items` gives "List order items". */
export function sentenceCase(words: readonly string[]): string {
  return capitalise(words.join(' '));
}

export function singular(word: string): string {
  if (/(?:ss|us|is)$/u.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ch|sh|s|x|z)es$/u.test(word)) return word.slice(0, -2);
  return word.endsWith('s') && word.length > 2 ? word.slice(0, -1) : word;
}

function capitalise(word: string): string {
  const [first = ''] = word;
  return first.toUpperCase() + word.slice(first.length);
}
