/** The terminal as commands see it. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  readonly colour: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export function processIo(): Io {
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    colour: wantsColour(process.env, process.stdout.isTTY),
    environment: process.env,
  };
}

/** NO_COLOR wins over everything, then FORCE_COLOR, then whether people are looking. */
function wantsColour(environment: Io['environment'], isTerminal: boolean): boolean {
  if ((environment['NO_COLOR'] ?? '') !== '') return false;
  if ((environment['FORCE_COLOR'] ?? '') !== '') return environment['FORCE_COLOR'] !== '0';
  return isTerminal && environment['TERM'] !== 'dumb';
}

/** A reader that stops early, such as `head`, is no failure. */
export function survivePipes(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(process.exitCode ?? 0);
  });
}
