import { expect, it } from 'vitest';
import { readSource } from '../text/source.ts';
import { keepNumbersAsWritten } from './numbers-as-written.ts';

async function valuesOf(file: string, text: string): Promise<unknown> {
  const source = await readSource(file, new TextEncoder().encode(text));
  await keepNumbersAsWritten(source);
  const { services } = source.value as { services: { filters: { value: unknown }[] }[] }; // as written below
  return services.flatMap(({ filters }) => filters.map(({ value }) => value));
}

it('keeps numbers of filter rows as they are written, where they are another text', async () => {
  const rows = [
    '007',
    '1.10',
    '[1.0, 7, x, 9007199254740993]',
    '7',
    '-1.50',
    '1e3',
    '0x1F',
    "'007'",
    'true',
    '{ amount: 15, unit: minute }',
  ];
  const text = `services:\n  - filters:\n${rows.map((value) => `      - { field: a, value: ${value} }\n`).join('')}`;
  expect(await valuesOf('a.yaml', text)).toEqual([
    '007',
    '1.10',
    ['1.0', 7, 'x', '9007199254740993'],
    7,
    '-1.50',
    1000,
    31,
    '007',
    true,
    { amount: 15, unit: 'minute' },
  ]);
  expect(
    await valuesOf(
      'a.json',
      '{"services": [{"filters": [{"value": 9007199254740993}, {"value": 1.10}, {"value": 5}]}]}',
    ),
  ).toEqual(['9007199254740993', '1.10', 5]);
});

it('reads any document', async () => {
  for (const text of ['[]', '{"services": {}}', '{"services": [null, {"filters": 7}, {"filters": [1]}]}', '"x"']) {
    const source = await readSource('a.json', new TextEncoder().encode(text));
    const before = JSON.stringify(source.value);
    await keepNumbersAsWritten(source);
    expect(JSON.stringify(source.value)).toBe(before);
  }
});
