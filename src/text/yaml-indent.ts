/**
 * YAML wants what stands in brackets to be indented more than its key; other readers do not insist, and JSON that was pasted
 * into YAML is not. Gives the text with the lines of one such pair of brackets indented enough, so that it means the same.
 *
 * `at`: the place of the first line that is indented too little. `undefined` where it stands in no brackets.
 */
export function indentBrackets(text: string, at: number): string | undefined {
  const start = openBracketBefore(text, at);
  const end = start === undefined ? undefined : closingBracket(text, start);
  if (start === undefined || end === undefined || end < at) return undefined;
  const lineStart = text.lastIndexOf('\n', start) + 1;
  const margin = ' '.repeat(start - lineStart + 1);
  const inside = text.slice(start, end).replaceAll(/(\r\n?|\n)([ \t]*)/gu, (_, ending: string, indent: string) => {
    return ending + (indent.length < margin.length ? margin : indent);
  });
  return text.slice(0, start) + inside + text.slice(end);
}

/** The outermost bracket that is still open at a place, as far as the lines right before it show. */
function openBracketBefore(text: string, at: number): number | undefined {
  let closed = 0;
  let found: number | undefined;
  // Behind the last member stands no comma.
  const isEnd = /[}\]]/u.test(text.charAt(at));
  const last = isEnd ? text.lastIndexOf('\n', at) - 1 : at - 1;
  for (let index = last; index >= 0; index--) {
    const char = text.charAt(index);
    if (char === '}' || char === ']') closed++;
    else if (char === '{' || char === '[') {
      if (closed > 0) closed--;
      else found = index;
    } else if (char === '\n' && closed === 0 && !goesOn(text, index)) break;
  }
  return found;
}

/** Whether a line ends as lines inside brackets do: with an opening one, a comma or a colon. */
function goesOn(text: string, lineEnd: number): boolean {
  return /[{[,:]\s*$/u.test(text.slice(Math.max(0, lineEnd - 200), lineEnd));
}

/** Behind the bracket that closes the one at `start`; texts in quotes and comments are passed over. */
function closingBracket(text: string, start: number): number | undefined {
  const token = /"(?:[^"\\]|\\[^])*"|'[^']*'|(?<=\s)#.*|[{}[\]]/gu;
  token.lastIndex = start;
  let depth = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [found] = match;
    if (found === '{' || found === '[') depth++;
    else if ((found === '}' || found === ']') && --depth === 0) return token.lastIndex;
  }
  return undefined;
}
