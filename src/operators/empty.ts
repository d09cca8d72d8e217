/** Missing, null, empty text or an empty list. */
export function isEmpty(input: unknown): boolean {
  return input === undefined || input === null || input === '' || (Array.isArray(input) && input.length === 0);
}
