/** What a piece of text means; the only colours there are. */
export type Style = 'error' | 'warning' | 'info' | 'good' | 'dim' | 'bold';

/** Gives a piece of text the colour of its meaning, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

export const plain: Paint = (_, text) => text;

/** NO_COLOR wins over everything, then FORCE_COLOR, then whether people are looking. */
export function wantsColour(environment: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  if ((environment['NO_COLOR'] ?? '') !== '') return false;
  const forced = environment['FORCE_COLOR'] ?? '';
  if (forced !== '') return forced !== '0' && forced !== 'false';
  return isTerminal && environment['TERM'] !== 'dumb';
}

/** Loads chalk only where there is something to paint. */
export async function loadPaint(isWanted: boolean): Promise<Paint> {
  if (!isWanted) return plain;
  const { Chalk } = await import('chalk');
  // What may be painted was decided above; chalk's own look at the environment would not heed NO_COLOR.
  const chalk = new Chalk({ level: 1 });
  const styles: Readonly<Record<Style, (text: string) => string>> = {
    error: chalk.red,
    warning: chalk.yellow,
    info: chalk.cyan,
    good: chalk.green,
    dim: chalk.dim,
    bold: chalk.bold,
  };
  return (style, text) => styles[style](text);
}
