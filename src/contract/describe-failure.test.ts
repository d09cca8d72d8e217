import { expect, it } from 'vitest';
import { Redaction } from '../text/redaction.ts';
import { describeFailure } from './describe-failure.ts';
import { TerminalError } from './errors.ts';

it('says nothing secret', () => {
  const redaction = new Redaction();
  redaction.keep('Qz7canary');
  const error = new TerminalError({
    code: 'run/rejected',
    message: 'Found "Qz7canary".',
    help: 'Look.',
    status: 422,
    attempt: 2,
    origin: { key: '7' },
    request: { method: 'GET', url: 'http://a.example/' },
    answer: 'no',
  });
  expect(describeFailure(error, 'Pull', redaction)).toEqual({
    code: 'run/rejected',
    message: 'Found "***".',
    step: 'Pull',
    help: 'Look.',
    status: 422,
    attempt: 2,
    origin: { key: '7' },
    request: { method: 'GET', url: 'http://a.example/' },
    answer: 'no',
  });
});

it('keeps the step that the failure names, and leaves bugs alone', () => {
  expect(describeFailure(new TerminalError({ code: 'run/rejected', message: 'No.', step: 'Push' }), 'Pull')).toEqual({
    code: 'run/rejected',
    message: 'No.',
    step: 'Push',
  });
  expect(describeFailure(new TypeError('a bug'), 'Pull')).toBeUndefined();
});
