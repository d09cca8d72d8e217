import type { Exchange, Expected, FlowTestFile, Given } from '../flow/flow-test.ts';
import { joinPointer } from '../text/pointer.ts';

/** One test, or one case of a test, with all that holds for it. */
export interface RunnableTest {
  /** As reports and snapshots show it: "test", or "test > case". */
  readonly name: string;
  readonly step?: string;
  readonly given: Given;
  readonly expect: Expected;
  /** JSON pointer of its name. */
  readonly at: string;
  /** JSON pointer of an expectation, for positions. */
  readonly placeOf: (member: string) => string;
}

/** The tests of a file, cases one by one. What a case says wins over the test, and that over the file. */
export function runnableTests({ given, tests }: FlowTestFile): readonly RunnableTest[] {
  return tests.flatMap((test, index): readonly RunnableTest[] => {
    const at = joinPointer('/tests', index);
    const own = mergeGiven(given, test.given);
    const step = test.step === undefined ? {} : { step: test.step };
    if (test.cases === undefined)
      return [
        {
          ...step,
          name: test.name,
          given: own,
          expect: test.expect ?? {},
          at: joinPointer(at, 'name'),
          placeOf: placeIn([[test.expect, at]], joinPointer(at, 'name')),
        },
      ];
    return test.cases.map((one, position) => {
      const place = joinPointer(at, 'cases', position);
      return {
        ...step,
        name: `${test.name} > ${one.name}`,
        given: mergeGiven(own, one.given),
        expect: { ...test.expect, ...one.expect },
        at: joinPointer(place, 'name'),
        placeOf: placeIn(
          [
            [one.expect, place],
            [test.expect, at],
          ],
          joinPointer(place, 'name'),
        ),
      };
    });
  });
}

/** Whatever says something itself wins. */
function mergeGiven(outer: Given | undefined, inner: Given | undefined): Given {
  if (outer === undefined || inner === undefined) return inner ?? outer ?? {};
  const { payload, payloads, ...rest } = outer;
  const hasOwn = Object.hasOwn(inner, 'payload') || inner.payloads !== undefined;
  return {
    ...rest,
    ...(hasOwn || payload === undefined ? {} : { payload }),
    ...(hasOwn || payloads === undefined ? {} : { payloads }),
    ...inner,
    variables: { ...outer.variables, ...inner.variables },
    meta: { ...outer.meta, ...inner.meta },
    pools: { ...outer.pools, ...inner.pools },
    exchanges: mergeExchanges(outer.exchanges ?? [], inner.exchanges ?? []),
    caches: [...(outer.caches ?? []), ...(inner.caches ?? [])],
    ledger: [...(outer.ledger ?? []), ...(inner.ledger ?? [])],
  };
}

/** Exchanges take the place of all those farther from the test that have the same request. */
export function mergeExchanges(outer: readonly Exchange[], inner: readonly Exchange[]): Exchange[] {
  const isReplaced = ({ request, instance }: Exchange): boolean =>
    inner.some((one) => one.request === request && (one.instance === undefined || one.instance === instance));
  return [...inner, ...outer.filter((one) => !isReplaced(one))];
}

function placeIn(
  places: readonly (readonly [Expected | undefined, string])[],
  otherwise: string,
): (member: string) => string {
  return (member) => {
    const found = places.find(([expected]) => expected !== undefined && Object.hasOwn(expected, member));
    return found === undefined ? otherwise : joinPointer(found[1], 'expect', member);
  };
}
