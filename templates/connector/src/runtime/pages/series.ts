/** Addresses that have to be seen before a series is believed: short lists are not worth a request that may be one too many. */
const neededInSeries = 4;

/**
 * The address that follows `steps` further on, where the last addresses differ in one number alone, which grows evenly:
 * `?page=3`, `?page=4`. A guess, to be held against what the answers say.
 */
export function nextInSeries(addresses: readonly string[], steps: number): string | undefined {
  const parts = addresses.slice(-neededInSeries).map((address) => address.split(/(\d+)/));
  const [first, second] = parts;
  const last = parts.at(-1);
  if (parts.length < neededInSeries || first === undefined || second === undefined || last === undefined) return undefined;
  const place = first.findIndex((part, index) => part !== second[index]);
  const growth = numberIn(second, place) - numberIn(first, place);
  if (!(growth > 0) || !parts.every((one, index) => index === 0 || follows(parts[index - 1] ?? [], one, place, growth))) return undefined;
  return last.with(place, String(numberIn(last, place) + growth * steps)).join('');
}

function follows(before: readonly string[], one: readonly string[], place: number, growth: number): boolean {
  return (
    numberIn(one, place) - numberIn(before, place) === growth &&
    one.length === before.length &&
    one.every((part, index) => index === place || part === before[index])
  );
}

/** Not of a number: text, digits that begin with a zero, or more of them than a number holds. */
function numberIn(parts: readonly string[], place: number): number {
  const part = parts[place] ?? '';
  return place % 2 === 1 && /^(?:0|[1-9]\d{0,14})$/.test(part) ? Number(part) : Number.NaN;
}
