import { describe, expect, it } from 'vitest';
import type { Question } from '../app/convert.ts';
import { askDecisions } from './ask-decisions.ts';
import type { Prompt } from './prompt.ts';

const question = (id: string, rule: string, ...values: string[]): Question => ({
  id,
  rule,
  question: 'What now?',
  options: values.map((value) => ({ value, effect: 'So.' })),
  recommended: values[0] ?? '',
  about: [],
});

/** Answers in order, and what was shown. */
function answering(...answers: string[]): { readonly prompt: Prompt; readonly shown: string[] } {
  const shown: string[] = [];
  const prompt: Prompt = {
    text: () => Promise.reject(new Error('no text is asked for')),
    choose: ({ message, choices }) => {
      shown.push(`${message} ${choices.map(({ value }) => value).join(' ')}`);
      const answer = choices.find(({ value }) => value === answers[0]);
      answers.shift();
      return answer === undefined ? Promise.reject(new Error('that is no choice')) : Promise.resolve(answer.value);
    },
  };
  return { prompt, shown };
}

const open = [
  question('1/missing', 'missing', 'omit', 'null'),
  question('1/state', 'state', 'date', 'seed'),
  question('2/missing', 'missing', 'omit', 'null'),
];

describe('open decisions on a terminal', () => {
  it('are asked once for all of a kind', async () => {
    const { prompt, shown } = answering('ask', 'null', 'later');
    expect(await askDecisions(open, prompt)).toEqual([
      { id: '1/missing', answer: 'null' },
      { id: '2/missing', answer: 'null' },
    ]);
    expect(shown).toEqual([
      '3 decisions of 2 kinds are open. What now? ask accept later',
      '1 of 2  What now? [1/missing, and 1 decision like it] omit null one-by-one later',
      '2 of 2  What now? [1/state] date seed later',
    ]);
  });

  it('can be answered one by one', async () => {
    const { prompt } = answering('ask', 'one-by-one', 'omit', 'null', 'seed');
    expect(await askDecisions(open, prompt)).toEqual([
      { id: '1/missing', answer: 'omit' },
      { id: '2/missing', answer: 'null' },
      { id: '1/state', answer: 'seed' },
    ]);
  });

  it('ask for what belongs in a blank, until it is of its form', async () => {
    const texts = ['soon', '2026-03-01'];
    const { prompt } = answering('ask', 'since:<date>');
    const asked: string[] = [];
    const filling: Prompt = {
      ...prompt,
      text: ({ message, flag }) => {
        asked.push(`${message} ${flag}`);
        return Promise.resolve(texts.shift() ?? '');
      },
    };
    expect(await askDecisions([question('1/state', 'state', 'since:<date>', 'empty')], filling)).toEqual([
      { id: '1/state', answer: 'since:2026-03-01' },
    ]);
    expect(asked).toHaveLength(2);
    expect(asked[0]).toContain('write a date such as 2026-03-01');
    expect(asked[0]).toContain('--answer 1/state=since:<date>');
  });

  it('can be left open, or take their recommended answers', async () => {
    expect(await askDecisions(open, answering('later').prompt)).toEqual([]);
    expect(await askDecisions(open, answering('accept').prompt)).toMatchObject([
      { id: '1/missing', answer: 'omit' },
      { id: '1/state', answer: 'date' },
      { id: '2/missing', answer: 'omit' },
    ]);
  });

  it('without options cannot be chosen and are not asked', async () => {
    expect(await askDecisions([question('1/endpoint', 'endpoint')], answering().prompt)).toEqual([]);
  });
});
