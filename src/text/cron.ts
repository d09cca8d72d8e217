import { CronPattern } from 'croner';

/** What is wrong with a five-field cron expression, in words, or `undefined`. */
export function cronProblem(expression: string): string | undefined {
  const fields = expression.trim().split(/\s+/u);
  if (fields.length !== 5)
    return `it has ${fields.length === 1 && fields[0] === '' ? 'no' : fields.length} fields instead of five`;
  try {
    void new CronPattern(expression.trim());
    return undefined;
  } catch (error) {
    return error instanceof Error
      ? error.message.replace(/^CronPattern: /u, '').replace(/\.$/u, '')
      : 'it cannot be read';
  }
}

const units = [60, 24] as const;

/** The first step of minutes or hours that does not divide its unit, such as 45, or `undefined`. */
export function unevenStep(expression: string): number | undefined {
  const fields = expression.trim().split(/\s+/u);
  return units
    .map((unit, index) => ({ unit, every: Number(/^\*\/(\d+)$/u.exec(fields[index] ?? '')?.[1] ?? 1) }))
    .find(({ unit, every }) => every > 0 && unit % every !== 0)?.every;
}
