/** What one script may use. */
export interface ScriptLimits {
  /** For one call, with all its payloads. */
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** What one call may give: payloads and all that goes with them, in characters. */
  readonly outputLength: number;
  /** What the log takes of one call, in characters. */
  readonly logLength: number;
}

/** The time is the platform's; the others are defaults of the toolkit. */
export const usualLimits: ScriptLimits = {
  timeoutMs: 120_000,
  memoryMb: 256,
  outputLength: 50 * 1024 * 1024,
  logLength: 64 * 1024,
};
