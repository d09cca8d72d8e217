import { acceptRecommended, openOption, type Decision, type Question } from '../app/convert.ts';
import { count } from './words.ts';
import type { Prompt } from './prompt.ts';

const later = 'later';
const oneByOne = 'one-by-one';

/**
 * Asks open questions on a terminal, those of one kind together, so that one answer can stand for all of them. What is left for
 * later stays open.
 */
export async function askDecisions(open: readonly Question[], prompt: Prompt): Promise<readonly Decision[]> {
  const groups = [
    ...Map.groupBy(
      open.filter(({ options }) => options.length > 0),
      groupOf,
    ).values(),
  ];
  if (groups.length === 0) return [];
  const how = await prompt.choose({
    message: `${count(open.length, 'decision')} of ${count(groups.length, 'kind')} are open. What now?`,
    flag: '--answer ID=VALUE or --accept-recommended PATTERN',
    choices: [
      { value: 'ask', name: 'Answer them now' },
      { value: 'accept', name: 'Accept all recommended answers' },
      { value: later, name: 'Leave them open; decisions.yaml has them' },
    ],
  });
  if (how === later) return [];
  if (how === 'accept') return acceptRecommended(open, ['*']);
  const answers: Decision[] = [];
  for (const [index, group] of groups.entries()) {
    const [first] = group;
    if (first === undefined) continue;
    const heading = `${index + 1} of ${groups.length}`;
    const shared = await choose(prompt, heading, first, group.length);
    if (shared === later) continue;
    if (shared !== oneByOne) {
      answers.push(...group.map(({ id }) => ({ id, answer: shared })));
      continue;
    }
    for (const question of group) {
      const answer = await choose(prompt, heading, question, 1);
      if (answer !== later) answers.push({ id: question.id, answer });
    }
  }
  return answers;
}

/** Questions that differ in their service, row or table only. */
function groupOf({ rule, options }: Question): string {
  return JSON.stringify([rule, options.map(({ value }) => value)]);
}

async function choose(
  prompt: Prompt,
  heading: string,
  { id, question, options, recommended }: Question,
  many: number,
): Promise<string> {
  const choices = options
    .toSorted((a, b) => Number(b.value === recommended) - Number(a.value === recommended))
    .map(({ value, effect }) => ({
      value,
      name: `${value}${value === recommended ? ' (recommended)' : ''}: ${effect}`,
    }));
  const value = await prompt.choose({
    message: `${heading}  ${question} [${id}${many === 1 ? '' : `, and ${count(many - 1, 'decision')} like it`}]`,
    flag: `--answer ${id}=VALUE`,
    choices: [
      ...choices,
      ...(many === 1 ? [] : [{ value: oneByOne, name: 'Answer them one by one' }]),
      { value: later, name: 'Decide later' },
    ],
  });
  return fillIn(prompt, value, id);
}

/** Asks for what belongs in the blank of an option, until it is of its form. */
async function fillIn(prompt: Prompt, value: string, id: string): Promise<string> {
  const open = openOption(value);
  if (open === undefined) return value;
  for (;;) {
    const text = await prompt.text({ message: `${value}: write ${open.form}`, flag: `--answer ${id}=${value}` });
    if (open.isFilled(text)) return `${open.prefix}${text}`;
  }
}
