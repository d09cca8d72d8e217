import { describe, expect, it } from 'vitest';
import { loadPaint, wantsColour } from './colour.ts';

describe('colour', () => {
  it.each([
    [{}, true, true],
    [{}, false, false],
    [{ TERM: 'dumb' }, true, false],
    [{ NO_COLOR: '1' }, true, false],
    // Set and empty means not set.
    [{ NO_COLOR: '' }, true, true],
    [{ FORCE_COLOR: '' }, false, false],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: 'true', TERM: 'dumb' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ FORCE_COLOR: 'false' }, true, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, true, false],
  ])('in %j on a terminal (%j) is %j', (environment, isTerminal, expected) => {
    expect(wantsColour(environment, isTerminal)).toBe(expected);
  });

  it('paints where it is wanted, whatever the environment says', async () => {
    const [painted, bare] = [await loadPaint(true), await loadPaint(false)];
    expect(painted('error', 'no')).toBe('\u001B[31mno\u001B[39m');
    expect(bare('error', 'no')).toBe('no');
  });
});
