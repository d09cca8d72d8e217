import type { OperatorCase, TransformCase } from '../../src/contract/cases.ts';

/** A value as JSON in a code span; `undefined` is a missing field. White space that a reader could not see is escaped. */
function value(one: unknown): string {
  return one === undefined ? '(missing)' : span(JSON.stringify(one));
}

/** A code span that holds in a table cell and in a list. */
function span(text: string): string {
  const visible = text.replaceAll(
    /[^\S ]|[\u0300-\u036F]/gu,
    (character) => String.raw`\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const fence = '`'.repeat(Math.max(0, ...Array.from(visible.matchAll(/`+/gu), ([run]) => run.length)) + 1);
  const pad = visible.startsWith('`') || visible.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${visible.replaceAll('|', String.raw`\|`)}${pad}${fence}`;
}

/** The examples of an operator as a table. */
export function operatorExamples(cases: readonly OperatorCase[]): readonly string[] {
  const rows = cases.map(({ shows = '', type, dateFormat, value: right, matches, differs, refuses }) => [
    [type, dateFormat === undefined ? undefined : span(dateFormat)].filter((part) => part !== undefined).join(', '),
    right === undefined ? '' : value(right),
    (matches ?? []).map(value).join(' '),
    refuses === undefined ? (differs ?? []).map(value).join(' ') : `refused: [${refuses}](diagnostics/${refuses}.md)`,
    shows,
  ]);
  return [
    '| type | value | matches | does not match | |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
    '',
  ];
}

/** The examples of a transform as a list. */
export function transformExamples(cases: readonly TransformCase[]): readonly string[] {
  return [...cases.map((one) => `- ${transformExample(one)}`), ''];
}

function transformExample(one: TransformCase): string {
  const { shows, arguments: given, gives = [], refuses = [], refusesArguments } = one;
  const outcomes = [
    ...gives.map(([input, output]) => `${value(input)} → ${value(output)}`),
    ...refuses.map(([input, message]) => `${value(input)} fails (${message})`),
    ...(refusesArguments === undefined ? [] : [`these arguments are refused (${span(refusesArguments)})`]),
  ];
  const head = [given === undefined ? undefined : value(given), ...circumstances(one)].filter(
    (part) => part !== undefined,
  );
  const lead = head.length === 0 ? '' : `${head.join(', ')}: `;
  return `${shows === undefined ? '' : `${shows} `}${lead}${outcomes.join('; ')}`;
}

function circumstances({ now, profile, variables, meta, payload, lookups }: TransformCase): readonly string[] {
  return [
    ...(now === undefined ? [] : [`at ${now}`]),
    ...Object.entries(profile ?? {}).map(([key, answer]) => `with ${span(`${key}: ${answer}`)} in the profile`),
    ...(variables === undefined ? [] : [`with the variables ${value(variables)}`]),
    ...(meta === undefined ? [] : [`with the metadata ${value(meta)}`]),
    ...(payload === undefined ? [] : [`in the payload ${value(payload)}`]),
    ...(lookups ?? []).map(({ name, rows }) => {
      const written = rows.map(
        ({ left_value: left, right_value: right, match }) =>
          `${left} = ${right}${match === undefined ? '' : ` (${match})`}`,
      );
      return `with lookup ${name} (${span(written.join(', '))})`;
    }),
  ];
}
