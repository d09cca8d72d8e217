import { RE2JS } from 're2js';
import { PatternError, type CompilePattern } from '../contract/define-operator.ts';
import { translatePattern } from './pcre.ts';

/** Steps of the engine, at the worst, for one text: size of the pattern by length of the text. Some ten seconds. */
const mostSteps = 500_000_000;

/**
 * Compiles a regular expression, written bare or as `/pattern/flags`. It runs in time that grows with the text and not with
 * what the pattern could match (RE2), so that no pattern holds a run up. Errors: PatternError, also for a text that is too
 * long for the pattern.
 */
export const compilePattern: CompilePattern = (value) => {
  const { source, ignoresCase } = translatePattern(value);
  const pattern = compile(source, ignoresCase);
  const longest = Math.floor(mostSteps / Math.max(1, pattern.programSize()));
  return {
    test(text) {
      if (text.length > longest) {
        throw new PatternError(`a text of ${text.length} characters would take it too long`, {
          help: `Compare texts of up to ${longest} characters with it, or write a shorter pattern.`,
        });
      }
      return pattern.test(text);
    },
  };
};

function compile(source: string, ignoresCase: boolean): RE2JS {
  try {
    return RE2JS.compile(source, ignoresCase ? RE2JS.CASE_INSENSITIVE : 0);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replace(/^error parsing regexp: /u, '') : String(cause);
    throw new PatternError(`the engine, RE2, does not take it: ${reason}`, {
      help: 'Write it in the syntax of RE2 (https://github.com/google/re2/wiki/Syntax).',
      cause,
    });
  }
}
