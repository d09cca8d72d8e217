import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Decisions } from '../../src/convert/decisions.ts';
import { printDecisions } from '../../src/convert/print-decisions.ts';
import type { DecisionsFile } from '../../src/legacy/decisions.ts';

const question = {
  id: '1001/error-isolation',
  rule: 'failure-to-try-catch',
  question: 'What happens to the other records?',
  options: [
    { value: 'isolate', effect: 'They go on.' },
    { value: 'stop', effect: 'The run stops.' },
  ],
  recommended: 'isolate',
  about: [],
};
const file = (...decisions: DecisionsFile['decisions']): DecisionsFile => ({
  format: 'repatch-decisions',
  formatVersion: 1,
  decisions,
});

describe('decisions', () => {
  it('let the recommendation stand in until somebody answers', () => {
    expect(new Decisions(undefined).ask(question)).toEqual({ value: 'isolate', open: true });
    expect(new Decisions(file({ id: question.id, answer: 'stop' })).ask(question)).toEqual({
      value: 'stop',
      open: false,
    });
  });

  it('take any text where there are no options, and have no value before', () => {
    const free = { ...question, options: [], recommended: undefined };
    const { recommended, ...open } = free;
    expect(recommended).toBeUndefined();
    expect(new Decisions(undefined).ask(open)).toEqual({ value: undefined, open: true });
    expect(new Decisions(file({ id: question.id, answer: 'List orders' })).ask(open).value).toBe('List orders');
  });

  it('report an answer that is no option, and one that nothing asks for', () => {
    const decisions = new Decisions(
      file({ id: question.id, answer: 'stpo' }, { id: '1001/eror-isolation', answer: 'stop' }),
    );
    expect(decisions.ask(question)).toEqual({ value: 'isolate', open: true });
    expect([...decisions.problems()]).toMatchObject([
      {
        code: 'convert/invalid-answer',
        pointer: '/decisions/0/answer',
        help: expect.stringContaining('"stop"') as unknown,
      },
      { code: 'convert/stale-answer', pointer: '/decisions/1/id', help: `Did you mean "${question.id}"?` },
    ]);
    expect(decisions.stale()).toEqual(['1001/eror-isolation']);
  });
});

describe('a pattern of decisions', () => {
  const ask = (id: string, ...given: DecisionsFile['decisions']): Decisions => {
    const decisions = new Decisions(file(...given));
    decisions.ask({ ...question, id });
    return decisions;
  };
  const valueOf = (decisions: Decisions): unknown => decisions.questions()[0]?.value;

  it('answers all questions that it fits', () => {
    const all = { id: '*/error-isolation', answer: 'stop' };
    expect(ask('1001/error-isolation', all).questions()).toMatchObject([{ value: 'stop', open: false }]);
    expect(ask('EU/7/error-isolation', all).questions()).toMatchObject([{ value: 'stop', open: false }]);
    expect(ask('1001/error-isolation/2', all).questions()).toMatchObject([{ value: 'isolate', open: true }]);
    expect(valueOf(ask('1001/error-isolation', { id: '10.1/*', answer: 'stop' }))).toBe('isolate');
  });

  it('stands behind an answer of the question itself, and behind a later pattern', () => {
    const general = { id: '*', answer: 'isolate' };
    const own = { id: '1/error-isolation', answer: 'stop' };
    expect(valueOf(ask('1/error-isolation', own, general))).toBe('stop');
    expect(valueOf(ask('1/error-isolation', { ...own, answer: null }, { id: '1/*', answer: 'stop' }))).toBe('stop');
    expect(valueOf(ask('1/error-isolation', general, { id: '1/*', answer: 'stop' }))).toBe('stop');
    expect(valueOf(ask('1/error-isolation', { id: '1/*', answer: 'stop' }, general))).toBe('isolate');
    // A later one with an answer that is no option here is about others.
    expect(valueOf(ask('1/error-isolation', { id: '1/*', answer: 'stop' }, { id: '*', answer: 'null' }))).toBe('stop');
  });

  it('is told when it answers nothing', () => {
    const useless = ask('1/error-isolation', { id: '*/missing-field', answer: 'omit' }, { id: '*', answer: 'nul' });
    expect(useless.stale()).toEqual(['*/missing-field', '*']);
    expect([...useless.problems()]).toMatchObject([
      { code: 'convert/stale-answer', pointer: '/decisions/0/id' },
      { code: 'convert/invalid-answer', pointer: '/decisions/1/answer' },
    ]);
  });

  it('is told the nearest option when its answer is none, and nothing when it has no answer yet', () => {
    const all = ask('1/error-isolation', { id: '*/error-isolation', answer: 'stpo' });
    expect([...all.problems()]).toMatchObject([
      {
        code: 'convert/invalid-answer',
        message: '"stpo" does not answer "*/error-isolation".',
        help: expect.stringContaining('"stop"') as unknown,
        pointer: '/decisions/0/answer',
      },
    ]);
    expect([...ask('1/error-isolation', { id: '*/error-isolation', answer: null }).problems()]).toEqual([]);
  });

  it('is not told off where each question that it fits has one answer only', () => {
    const single = new Decisions(file({ id: '*/error-isolation', answer: 'stop' }));
    single.noteSingleAnswer('1/error-isolation');
    expect(single.stale()).toEqual([]);
    expect([...single.problems()]).toEqual([]);
  });

  it('stays in the file, and the questions in it stay without an answer of their own', () => {
    const written = ask('1/error-isolation', { id: '*', answer: 'stop', reason: 'Agreed.' }).file();
    expect(written.decisions).toMatchObject([
      { id: '1/error-isolation', answer: null },
      { id: '*', answer: 'stop', reason: 'Agreed.' },
    ]);
  });
});

describe('the decisions file', () => {
  const decisions = (): Decisions => {
    const asked = new Decisions(undefined);
    asked.ask(question);
    return asked;
  };

  it('says above each answer what can be written', () => {
    const text = printDecisions(decisions().file());
    expect(text).toContain('    # one of: isolate · stop\n    answer: null\n');
    expect(parse(text)).toEqual(decisions().file());
  });

  it('keeps comments, order, answers and reasons of people when it is written again', () => {
    const before = `# Reviewed with the warehouse.
format: repatch-decisions
formatVersion: 1
decisions:
  - id: 9/gone # kept for the record
    answer: seed
  - id: 1001/error-isolation
    # Ben wants the run to stop.
    answer: stop
    reason: asked on Monday # by mail
`;
    const given = parse(before) as DecisionsFile;
    const asked = new Decisions(given);
    asked.ask(question);
    asked.ask({ ...question, id: '1001/second' });
    const after = printDecisions(asked.file(), before);
    for (const line of before.trim().split('\n')) expect(after).toContain(line.trim());
    expect((parse(after) as DecisionsFile).decisions.map(({ id, answer }) => [id, answer])).toEqual([
      ['9/gone', 'seed'],
      ['1001/error-isolation', 'stop'],
      ['1001/second', null],
    ]);
    expect(printDecisions(asked.file(), after)).toBe(after);
  });

  it('keeps an answer that is none of the options, for its author to correct', () => {
    const before =
      'format: repatch-decisions\nformatVersion: 1\ndecisions:\n  - { id: 1001/error-isolation, answer: stpo }\n';
    const asked = new Decisions(parse(before) as DecisionsFile);
    asked.ask(question);
    expect(parse(printDecisions(asked.file(), before))).toMatchObject({ decisions: [{ answer: 'stpo' }] });
  });
});
