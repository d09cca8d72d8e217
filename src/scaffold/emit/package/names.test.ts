import { describe, expect, it } from 'vitest';
import { NameTable, kebabCase, pascalCase, safeMember } from './names.ts';

describe('names', () => {
  it.each([
    ['order lines', 'OrderLines'],
    ['order_lines', 'OrderLines'],
    ['ORDER', 'Order'],
    ['HTTPError', 'HttpError'],
    ['StartTime<', 'StartTime'],
    ['1_3', 'N13'],
    ['größe', 'Größe'],
    ['💥', 'N'],
    ['__proto__', 'Proto'],
  ])('%s becomes the type %s', (name, expected) => {
    expect(pascalCase(name)).toBe(expected);
  });

  it.each([
    ['OrderLines', 'order-lines'],
    ['Größe', 'groe'],
    ['../../etc/passwd', 'etc-passwd'],
    ['CON', 'x-con'],
    ['日本', 'x'],
    ['', 'x'],
  ])('%s becomes the file %s', (name, expected) => {
    expect(kebabCase(name)).toBe(expected);
  });

  it.each([
    ['list', 'list'],
    ['constructor', 'constructor_'],
    ['then', 'then_'],
    ['list-all', 'listAll'],
  ])('%s becomes the member %s', (name, expected) => {
    expect(safeMember(name)).toBe(expected);
  });

  it('are unique, letter case aside, and stay with what had them', () => {
    const table = new NameTable();
    expect([table.give('a', 'Order'), table.give('b', 'order'), table.give('c', 'Order2')]).toEqual([
      'Order',
      'order2',
      'Order2_2',
    ]);
    const next = new NameTable(table.toRecord());
    expect([next.give('new', 'order'), next.give('b', 'order')]).toEqual(['order3', 'order2']);
  });
});
