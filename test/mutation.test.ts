import { expect, test } from 'vitest';
import { applyEdits } from '../scripts/mutation/edit.ts';
import { whyEquivalent } from '../scripts/mutation/equivalent.ts';
import { openEstate } from '../scripts/mutation/estates.ts';
import { judge } from '../scripts/mutation/judge.ts';
import { kinds, type MutantKind } from '../scripts/mutation/kinds.ts';
import { convertBundle } from '../src/convert/convert.ts';
import type { FlowFile } from '../src/flow/model.ts';
import { transformCalls } from '../scripts/mutation/places.ts';

const acme = await openEstate('acme');
const estates = [acme, await openEstate('1'), await openEstate('2'), await openEstate('3')];
const flows = estates.flatMap((estate) => convertBundle(estate).flows.map(({ flow }) => flow));

function flowOf(service: string): FlowFile {
  const found = convertBundle(acme).flows.find((one) => one.service === service);
  if (found === undefined) throw new Error(`service ${service} was not converted`);
  return found.flow;
}

function kind(name: string): MutantKind {
  const found = kinds.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no kind "${name}"`);
  return found;
}

test('every kind of mutant finds a place in the estates, and changes the flow there', () => {
  expect(kinds.length).toBeGreaterThanOrEqual(40);
  expect(new Set(kinds.map(({ name }) => name)).size).toBe(kinds.length);
  // Definitions of the estates need none of these.
  const rare = new Set(['flow variable changed', 'profile of the flow', 'parameter of the pull with another value']);
  for (const { name, changes } of kinds) {
    const flow = flows.find((one) => changes(one).length > 0);
    if (flow === undefined) {
      expect(rare, name).toContain(name);
      continue;
    }
    const [change] = changes(flow);
    expect(applyEdits(flow, change?.edits ?? []), name).not.toEqual(flow);
  }
});

test('a mutant that nobody can tell from the flow is recognised, with a reason', () => {
  const flow = flowOf('1001');
  const swapped = kind('match_order swapped');
  const [order] = swapped.changes(flow);
  expect(whyEquivalent(swapped, flow, applyEdits(flow, order?.edits ?? []))).toContain('decide the same');
  const [trim] = transformCalls(flow, 'trim');
  const twice = applyEdits(flow, [{ place: [...(trim?.place.slice(0, -1) ?? []), 0], value: { function: 'trim' } }]);
  expect(whyEquivalent(kind('transform added'), flow, twice)).toBe('the change changes nothing');
});

test.each(['filter row deleted', 'filter row as a boundary', 'transform dropped', 'rounding: other precision'])(
  'no mutant of the kind "%s" counts as equivalent where its values differ',
  (name) => {
    const flow = flowOf('1001');
    const own = kind(name);
    const [change] = own.changes(flow);
    expect(whyEquivalent(own, flow, applyEdits(flow, change?.edits ?? []))).toBeUndefined();
  },
);

test('a flow with a mistake in it is told from the service', async () => {
  const flow = flowOf('1001');
  const [change] = kind('prefix or suffix changed').changes(flow);
  expect(await judge(acme, '1001', { flow })).toMatchObject({ says: 'equal' });
  expect(await judge(acme, '1001', { flow: applyEdits(flow, change?.edits ?? []) })).toMatchObject({ says: 'differs' });
});
