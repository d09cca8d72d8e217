import { describe, expect, it } from 'vitest';
import { dialects } from '../../src/transports/database/dialects.ts';
import { compileStatement } from '../../src/transports/database/statement.ts';

const { PGSQL: postgres, MySQL: mysql } = dialects;
if (postgres === undefined || mysql === undefined) throw new Error('Both are there');

describe('a statement', () => {
  it('has places where its variables are', () => {
    const sql = 'UPDATE t SET a = {{ a }}, b = [[payload.b.0]] WHERE c = {{a}};';
    expect(compileStatement(sql, postgres)).toMatchObject({
      text: 'UPDATE t SET a = $1, b = $2 WHERE c = $3',
      tokens: [
        { kind: 'variable', key: 'a' },
        { kind: 'record', path: 'b.0' },
        { kind: 'variable', key: 'a' },
      ],
      firstWord: 'update',
    });
    expect(compileStatement(sql, mysql).text).toBe('UPDATE t SET a = ?, b = ? WHERE c = ?');
  });

  it('keeps texts, names and comments as they are', () => {
    const sql = `/* list; */ SELECT '--', "a;b", 'it''s', E'\\';', $x$ ; $x$ -- the end;\nFROM t`;
    expect(compileStatement(sql, postgres)).toMatchObject({ text: sql, tokens: [], firstWord: 'select' });
    const other = 'SELECT `a;b`, \'it\\\'s; \', "x\\";" # ;\n FROM t';
    expect(compileStatement(other, mysql)).toMatchObject({ text: other, tokens: [] });
  });

  it.each([
    ["SELECT 1 WHERE a = '{{a}}'", 'inside of quotes'],
    ["SELECT 1 WHERE a LIKE '%[[payload.a]]%'", 'inside of quotes'],
    ['SELECT 1 FROM "{{table}}"', 'inside of quotes'],
    ['SELECT 1 -- {{a}}', 'inside of a comment'],
    ['SELECT 1 /* {{a}} */', 'inside of a comment'],
    ["SELECT E'\\'{{a}}'", 'inside of quotes'],
    ['SELECT $$ {{a}} $$', 'inside of quotes'],
    ['SELECT 1; DROP TABLE t', 'more than one statement'],
    ["SELECT 'a", 'without an end'],
    ['SELECT 1 /* a', 'without an end'],
    ['SELECT $1', 'would stand for a value'],
    ['SELECT [[meta.name]]', 'uses [[meta.name]]'],
  ])('is refused: %s', (sql, why) => {
    expect(() => compileStatement(sql, postgres)).toThrow(why);
  });

  it.each([
    ["SELECT 'a\\' {{a}}'", 'inside of quotes'],
    ['SELECT `{{a}}`', 'inside of quotes'],
    ['SELECT 1 # {{a}}', 'inside of a comment'],
    ['SELECT ?', 'would stand for a value'],
  ])('is refused for MySQL: %s', (sql, why) => {
    expect(() => compileStatement(sql, mysql)).toThrow(why);
  });
});
