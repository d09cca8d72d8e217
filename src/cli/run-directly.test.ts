import { describe, expect, it } from 'vitest';
import Run from '../../commands/run.ts';
import { parseRun, runOptions } from './run-directly.ts';

describe('a command line of run', () => {
  it('is read with the flags of the command, and all of them', () => {
    const flags = { ...Run.baseFlags, ...Run.flags };
    const known = Object.fromEntries(
      Object.entries(flags).map(([name, flag]) => [
        'allowNo' in flag && flag.allowNo === true ? `no-${name}` : name,
        {
          type: flag.type === 'boolean' ? 'boolean' : 'string',
          ...('multiple' in flag && flag.multiple === true ? { multiple: true } : {}),
        },
      ]),
    );
    expect(runOptions).toEqual({ ...known, json: { type: 'boolean' } });
    // Short letters and values from the environment are for the framework.
    expect(Object.values(flags).filter((flag) => flag.char !== undefined || flag.env !== undefined)).toEqual([]);
  });

  it.each([
    [['x.flow.json'], { file: 'x.flow.json', flags: {} }],
    [['--json', 'x.flow.json', '--stream'], { file: 'x.flow.json', flags: { json: true, stream: true } }],
    [['x', '--variable', 'a=1', '--variable=b=2'], { file: 'x', flags: { variable: ['a=1', 'b=2'] } }],
    [['x', '--payload', '-', '--log=-'], { file: 'x', flags: { payload: '-', log: '-' } }],
    [['--resume', 'r'], { file: undefined, flags: { resume: 'r' } }],
    [['x', '--no-journal'], { file: 'x', flags: { 'no-journal': true } }],
    [['x', '--no-input'], { file: 'x', flags: { 'no-input': true } }],
  ])('is read: %j', (argv, expected) => {
    const { file, flags } = parseRun(argv) ?? {};
    expect({ file, flags: { ...flags } }).toEqual(expected);
  });

  it.each([
    [['x', 'y']],
    [['x', '--unknown']],
    [['x', '--servic', '1']],
    [['x', '--service']],
    [['x', '--service', '--json']],
    [['x', '--service', '1', '--service', '2']],
    [['x', '--resume', 'a', '--abandon', 'b']],
    [['x', '--no-stream']],
    [['x', '--help']],
    [['x', '-h']],
    [['--', 'x']],
    [['x', '--json=yes']],
  ])('is left to the framework: %j', (argv) => {
    expect(parseRun(argv)).toBeUndefined();
  });
});
