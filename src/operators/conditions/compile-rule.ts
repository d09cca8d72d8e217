import { PatternError, type CompilePattern, type Operator } from '../../contract/define-operator.ts';
import { TerminalError } from '../../contract/errors.ts';
import { relativeMoment } from '../../contract/moment.ts';
import type { Payload } from '../../contract/payload.ts';
import { requirePath } from '../../contract/require-path.ts';
import type { StepInput } from '../../contract/step.ts';
import { hasVariables, textWithoutVariables } from '../../contract/template.ts';
import type { StepFilter } from '../../flow/model.ts';
import { findOperator } from '../find.ts';
import { DateFormatError } from '../../text/read-php-date.ts';
import { compileRecordPath, type RecordPath } from '../../text/records.ts';

export type Input = StepInput<unknown> & { readonly compilePattern: CompilePattern | undefined };

/** A rule for one payload: field and value may hold variables. */
export interface Rule {
  (payload: Payload): ReadyRule;
  readonly field: string;
  /** True when records have been tested, none of them had the field, and so none has passed. */
  readonly hasMissedAll: () => boolean;
}

export interface ReadyRule {
  readonly path: RecordPath;
  readonly test: (record: unknown) => boolean;
  /** Called where the list that the field is in is something else. */
  readonly onNoList: () => void;
}

/** Number of characters; the platform's own limit. */
const longestValue = 1024;

export function compileRule(rule: StepFilter, input: Input): Rule {
  requireShort(rule, input.step.name);
  const operator = operatorOf(rule, input);
  const fieldFor = compileField(rule.field, input);
  const comparisonFor = compileComparison(rule, operator, input);
  const keepsMatches = !(rule.keep_matching === false || rule.keep_matching === 'false' || rule.keep_matching === '0');
  const warn = warnOnce(input);
  let [wasTested, wasFound] = [false, false];
  const ready = (path: RecordPath, matches: (value: unknown) => boolean): ReadyRule => ({
    path,
    test(record) {
      const value = path.read(record);
      if (value === undefined && path.stopsAtList(record))
        warn(
          `Step "${input.step.name}" compares "${rule.field}", which leads through a list, so that nothing matches; write * or a position for the list.`,
        );
      const isKept = matches(value) === keepsMatches;
      wasTested = true;
      wasFound ||= isKept || value !== undefined;
      return isKept;
    },
    onNoList: () =>
      warn(
        `Step "${input.step.name}" filters by "${rule.field}" where some payloads have no list; they pass as they are.`,
      ),
  });
  // What holds no variables is the same for all payloads.
  let last:
    | { readonly path: RecordPath; readonly matches: (value: unknown) => boolean; readonly rule: ReadyRule }
    | undefined;
  const readyFor = (payload: Payload): ReadyRule => {
    const [path, matches] = [fieldFor(payload), comparisonFor(payload)];
    if (last?.path !== path || last.matches !== matches) last = { path, matches, rule: ready(path, matches) };
    return last.rule;
  };
  return Object.assign(readyFor, { field: rule.field, hasMissedAll: () => wasTested && !wasFound });
}

function warnOnce({ context, step }: Input): (text: string) => void {
  const said = new Set<string>();
  return (text) => {
    if (said.has(text)) return;
    said.add(text);
    context.warn(text, step.name);
  };
}

function requireShort({ field, value = '' }: StepFilter, step: string): void {
  if (value.length <= longestValue || Array.from(value).length <= longestValue) return;
  throw new TerminalError({
    code: 'run/bad-filter',
    message: `Step "${step}" compares "${field}" with a value of ${Array.from(value).length} characters; the platform takes ${longestValue}.`,
    help: 'Compare with a part of it, or give several rules joined by OR.',
    step,
  });
}

function operatorOf({ field, comparison }: StepFilter, { step }: Input): Operator {
  const operator = findOperator(comparison);
  if (operator !== undefined) return operator;
  throw new TerminalError({
    code: 'run/bad-filter',
    message: `Step "${step.name}" compares "${field}" with an operator that is not known: "${comparison}".`,
    help: 'Run "repatch validate" for the operators that are.',
    step: step.name,
  });
}

const metaVariable = /\[\[\s*meta\.[^\][]*\]\]/gu;

/** Metadata variables in the field are part of the path: "orders.[[meta.region]].total". */
function compileField(field: string, input: Input): (payload: Payload) => RecordPath {
  const { step, template } = input;
  requirePath(field.replaceAll(metaVariable, 'meta'), step.name);
  if (!hasVariables(field)) {
    const path = compileRecordPath(field);
    return () => path;
  }
  const fill = template(field);
  let last: { readonly field: string; readonly path: RecordPath } | undefined;
  return (payload) => {
    const filled = fill(payload);
    if (last?.field !== filled) {
      requirePath(filled, step.name);
      last = { field: filled, path: compileRecordPath(filled) };
    }
    return last.path;
  };
}

type Matches = (value: unknown) => boolean;

function compileComparison(rule: StepFilter, operator: Operator, input: Input): (payload: Payload) => Matches {
  const { value } = rule;
  const compile = (filled: string | undefined): Matches =>
    guarded(rule, filled, input, () => compileWith(rule, operator, filled, input));
  const fixed = value === undefined ? undefined : textWithoutVariables(value);
  if (value === undefined || fixed !== undefined) {
    const matches = compile(fixed);
    return () => matches;
  }
  const fill = input.template(value);
  let last: { readonly value: string; readonly matches: Matches } | undefined;
  return (payload) => {
    const filled = fill(payload);
    if (last?.value !== filled) last = { value: filled, matches: compile(filled) };
    return last.matches;
  };
}

function compileWith(rule: StepFilter, operator: Operator, value: string | undefined, input: Input): Matches {
  const { context, step, compilePattern } = input;
  const isRelative = rule.value_type === 'relative_date';
  const right = isRelative ? new Date(relativeMoment(value ?? '', context, step.name)).toISOString() : value;
  const warn = warnOnce(input);
  const matches = operator.compile(right, {
    type: isRelative ? 'date' : rule.type,
    ...(rule.date_format === undefined ? {} : { dateFormat: rule.date_format }),
    nowMs: context.datesFromMs,
    ...(compilePattern === undefined ? {} : { compilePattern }),
    onBadValue(expected) {
      throw badValue(rule, `is not ${expected}`, `Write ${expected} as the value, or another type.`, step.name);
    },
    onBadField: (expected) =>
      warn(
        `Step "${step.name}" compares "${rule.field}", which is not ${expected} in some records; they do not match.`,
      ),
  });
  // A text can be too long for a pattern.
  return operator.needsPatterns === true ? (field) => guarded(rule, value, input, () => matches(field)) : matches;
}

/** What is wrong with a pattern or a format of dates is said with step and value. */
function guarded<Result>(rule: StepFilter, value: string | undefined, { step }: Input, work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof PatternError) {
      throw new TerminalError({
        code: 'run/bad-pattern',
        message: `Step "${step.name}" compares "${rule.field}" with a pattern that cannot be used, "${value ?? ''}": ${cause.message}.`,
        help: cause.help ?? 'Correct the pattern.',
        step: step.name,
        cause,
      });
    }
    if (cause instanceof DateFormatError) {
      throw badValue(rule, `has a date format that is none: ${cause.message}`, 'Correct "date_format".', step.name);
    }
    throw cause;
  }
}

function badValue({ field }: StepFilter, what: string, help: string, step: string): TerminalError {
  return new TerminalError({
    code: 'run/bad-filter',
    message: `Step "${step}" compares "${field}" with a value that ${what}.`,
    help,
    step,
  });
}
