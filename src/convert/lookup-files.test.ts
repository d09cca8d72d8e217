import { expect, it } from 'vitest';
import type { FlowFile, LookupTable } from '../flow/model.ts';
import { lookupFiles } from './lookup-files.ts';

function flowWith(...lookups: LookupTable[]): { service: string; file: string; flow: FlowFile } {
  const flow = {
    metadata: { company_name: 'Acme', flow_name: 'X' },
    flow: { name: 'X', is_enabled: false, versions: [] },
    systems: [],
    'x-repatch': { format: 1 as const, lookups },
  };
  return { service: '1', file: 'x', flow: flow as unknown as FlowFile }; // only the lookups are read
}

const row = (left: string, right: string): LookupTable['rows'][number] => ({ left_value: left, right_value: right });

it('lookups are written once each, as CSV that keeps every value', () => {
  const couriers = {
    name: 'Couriers / UK',
    rows: [row('A,1', 'say "x"'), row(' padded', 'two\nlines'), row('ä', '007')],
  };
  const files = lookupFiles([
    flowWith(couriers),
    flowWith(couriers, { name: 'couriers uk', rows: [] }, { name: '///', rows: [] }),
  ]);
  expect([...files]).toEqual([
    ['lookups/Couriers-UK.csv', 'left_value,right_value\r\n"A,1","say ""x"""\r\n" padded","two\nlines"\r\nä,007\r\n'],
    ['lookups/couriers-uk-2.csv', 'left_value,right_value\r\n'],
    ['lookups/lookup.csv', 'left_value,right_value\r\n'],
  ]);
});
