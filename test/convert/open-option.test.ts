import { describe, expect, it } from 'vitest';
import { Decisions } from '../../src/convert/decisions.ts';
import { effectOf, openOption } from '../../src/convert/open-option.ts';

const options = [
  { value: 'field:id', effect: 'It is "id".' },
  { value: 'field:<path>', effect: 'Another one.' },
  { value: 'since:<date>', effect: 'Older ones are left out.' },
  { value: 'empty', effect: 'Nothing is left out.' },
];
const question = { id: '1/key', rule: '', question: 'Which?', options, about: [] };

const ask = (answer: string): Decisions => {
  const decisions = new Decisions({
    format: 'repatch-decisions',
    formatVersion: 1,
    decisions: [{ id: '*/key', answer }],
  });
  decisions.ask(question);
  return decisions;
};

describe('an option with a blank', () => {
  it.each(['field:order.no', 'field:id', 'since:2026-03-01', 'since:2026-03-01T06:00:00+01:00', 'empty'])(
    'takes %s',
    (answer) => {
      expect(ask(answer).questions()).toMatchObject([{ value: answer, open: false }]);
      expect([...ask(answer).problems()]).toEqual([]);
    },
  );

  it.each([
    ['field:', 'Write a path to one field of a record'],
    ['field', 'Write a path to one field of a record'],
    ['field:lines.*.sku', 'Write a path to one field of a record'],
    ['field:a..b', 'Write a path to one field of a record'],
    ['since:soon', 'Write a date such as 2026-03-01'],
    ['since:2026-02-30', 'Write a date such as 2026-03-01'],
    ['since', 'Write a date such as 2026-03-01'],
    ['emty', 'Did you mean "empty"?'],
  ])('does not take %s, and says what would be right', (answer, help) => {
    const decisions = ask(answer);
    expect(decisions.questions()).toMatchObject([{ open: true }]);
    expect([...decisions.problems()]).toMatchObject([
      { code: 'convert/invalid-answer', help: expect.stringContaining(help) as unknown },
    ]);
  });

  it('is not an answer as it stands', () => {
    expect(ask('field:<path>').questions()).toMatchObject([{ open: true }]);
    expect(openOption('field:id')).toBeUndefined();
    expect(openOption('<b>')).toBeUndefined();
  });

  it('says what was written in it', () => {
    expect(effectOf('field:order.no', options)).toBe('Another one. ("field:order.no")');
    expect(effectOf('field:id', options)).toBe('It is "id".');
    expect(effectOf('other', options)).toBe('"other".');
  });
});
