interface Equivalent {
  readonly file: string;
  /** Text on the line as it is after the change. */
  readonly line: string;
  readonly change: string;
  readonly reason: string;
}

/** Changes that nobody outside can see, with the reason. */
export const equivalent: readonly Equivalent[] = [];
