import type { CrossReference } from '../legacy/bundle.ts';
import { isObject } from '../text/json.ts';
import type { RunContext } from '../contract/context.ts';
import { TransformError, type TransformFunction } from '../contract/define-transform.ts';

const matches: Readonly<Record<CrossReference['rows'][number]['match'], (text: string, operand: string) => boolean>> = {
  exact: (text, operand) => text === operand,
  contains: (text, operand) => text.includes(operand),
  startsWith: (text, operand) => text.startsWith(operand),
  endsWith: (text, operand) => text.endsWith(operand),
};

/** A lookup table of the services era: rows for other fields are skipped, the first row that matches wins. */
export function compileCrossReference(
  table: CrossReference,
  field: string,
  context: Pick<RunContext, 'assume'>,
): TransformFunction {
  const rows = table.rows.filter((row) => row.field === undefined || row.field === field);
  const apply: TransformFunction = (input) => {
    if (input === null || input === undefined) return input;
    if (Array.isArray(input)) return input.map(apply);
    if (isObject(input)) throw new TransformError('expected text, found an object');
    const text = String(input as string | number | boolean); // JSON holds nothing else
    const row = rows.find(({ match, value }) => matches[match](text, value));
    if (row !== undefined) return row.output;
    const asked = table.onNoMatch ?? 'unspecified';
    const answer = asked === 'unspecified' ? context.assume('service.lookupNoMatch') : asked;
    if (answer === 'fail') throw new TransformError(`cross reference "${table.name}" has no row for the value`);
    return answer === 'empty' ? '' : input;
  };
  return apply;
}
