interface Equivalent {
  readonly file: string;
  /** Text on the line as it is after the change. */
  readonly line: string;
  readonly change: string;
  readonly reason: string;
}

/** Changes that nobody outside can see, with the reason. */
export const equivalent: readonly Equivalent[] = [
  {
    file: 'src/shapes/map/compile-map.ts',
    line: 'if (lists.length === 1 && only === undefined)',
    change: '!== → ===',
    reason: 'one list is also built by the code for several, which is slower',
  },
];
