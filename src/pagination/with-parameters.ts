/** A copy of the URL with some query parameters set; `undefined` leaves one as it is. */
export function withParameters(url: URL, parameters: Readonly<Record<string, string | number | undefined>>): URL {
  const next = new URL(url);
  for (const [key, value] of Object.entries(parameters))
    if (value !== undefined) next.searchParams.set(key, String(value));
  return next;
}

/** `{ [name]: value }` when the name is known. */
export function optional(name: string | undefined, value: number | undefined): Record<string, number | undefined> {
  return name === undefined ? {} : { [name]: value };
}
