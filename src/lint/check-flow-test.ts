import type { Finding } from '../diagnostics/diagnostic.ts';
import type { Expected, FlowTest, FlowTestFile } from '../flow/flow-test.ts';
import { badMatcherIn, matcherNames } from '../text/json-matchers.ts';
import { joinPointer } from '../text/pointer.ts';

/** What is wrong with tests that the schema accepts: those that cannot fail, and those that cannot run. */
export function checkFlowTest({ flow, service, tests }: FlowTestFile): readonly Finding[] {
  const at = badMatcherIn(tests.map(({ expect, cases = [] }) => ({ expect, cases: cases.map((one) => one.expect) })));
  return [
    ...checkSubject(flow, service),
    ...checkTests(tests),
    ...(at === undefined
      ? []
      : [
          {
            code: 'test/bad-matcher' as const,
            message: at.problem,
            help: `Matchers: ${matcherNames.join(', ')}. Data that looks like one is written as { $equals: … }.`,
            pointer: `/tests${at.pointer.replace(/^(\/\d+\/cases\/\d+)/u, '$1/expect')}`,
          },
        ]),
  ];
}

function checkSubject(flow: FlowTestFile['flow'], service: FlowTestFile['service']): readonly Finding[] {
  if ((flow === undefined) !== (service === undefined)) return [];
  const message =
    flow === undefined
      ? 'The file does not say what it tests.'
      : 'The file names a flow and a service as what it tests.';
  return [{ code: 'test/no-subject', message, help: 'Give "flow", or "service" with "bundle" and "id".', pointer: '' }];
}

function checkTests(tests: readonly FlowTest[]): readonly Finding[] {
  if (tests.length === 0)
    return [
      {
        code: 'test/no-tests',
        message: 'The file has no tests.',
        help: 'Write one, or delete the file. "repatch test --init FLOW" writes a first one.',
        pointer: '/tests',
      },
    ];
  return [
    ...checkNames(tests, '/tests'),
    ...tests.flatMap((test, index): readonly Finding[] => {
      const at = joinPointer('/tests', index);
      const { cases } = test;
      const both = test.given?.payload !== undefined && test.given.payloads !== undefined;
      return [
        ...(cases === undefined ? [] : checkNames(cases, joinPointer(at, 'cases'))),
        ...(both || (test.given?.payloads !== undefined && test.step === undefined) ? [payloadsFinding(at)] : []),
        ...(cases === undefined
          ? checksNothing(test.name, [test.expect], joinPointer(at, 'name'))
          : cases.flatMap((one, position) =>
              checksNothing(one.name, [test.expect, one.expect], joinPointer(at, 'cases', position, 'name')),
            )),
      ];
    }),
  ];
}

function payloadsFinding(at: string): Finding {
  return {
    code: 'test/bad-payloads',
    message: '"payloads" is for tests of one step, and takes the place of "payload".',
    help: 'Give "step", or a single "payload".',
    pointer: joinPointer(at, 'given', 'payloads'),
  };
}

function checkNames(named: readonly { readonly name: string }[], pointer: string): readonly Finding[] {
  const seen = new Set<string>();
  return named.flatMap(({ name }, index): readonly Finding[] => {
    if (seen.has(name))
      return [
        {
          code: 'test/duplicate-name',
          message: `The name "${name}" is given twice.`,
          help: 'Say in each name what sets the test apart: snapshots and reports go by it.',
          pointer: joinPointer(pointer, index, 'name'),
        },
      ];
    seen.add(name);
    return [];
  });
}

/** A test that expects nothing passes whatever the flow does. */
function checksNothing(name: string, expected: readonly (Expected | undefined)[], pointer: string): readonly Finding[] {
  if (expected.some((one) => one !== undefined && checksSomething(one))) return [];
  return [
    {
      code: 'test/checks-nothing',
      message: `"${name}" expects nothing, so that it passes whatever happens.`,
      help: 'Say under "expect" what has to come of it: status, requests, sent, steps, pools, failures, or snapshot: true.',
      pointer,
    },
  ];
}

/** An empty list of requests or failures says that there are none; a list of nothing to look for says nothing. */
function checksSomething({ steps, pools, caches, log, ...others }: Expected): boolean {
  return (
    Object.values(others).some((value) => value !== undefined) ||
    Object.values(steps ?? {}).some((step) => Object.keys(step).length > 0) ||
    Object.values(pools ?? {}).some((pool) => Object.keys(pool).length > 0) ||
    (caches ?? []).length > 0 ||
    (log ?? []).length > 0
  );
}
