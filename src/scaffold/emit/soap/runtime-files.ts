/** What SOAP packages share with those of REST: character sets, secrets, retries and limits. */
const shared = ['charset', 'errors', 'rate-limiter', 'redact', 'retry', 'retry-after', 'secrets', 'wait'].map(
  (name) => `src/runtime/${name}.ts`,
);

/** Files that every SOAP package holds, by path; the arguments are the files of `templates/soap` and `templates/connector`. */
export function soapRuntimeFiles(
  soap: ReadonlyMap<string, string>,
  connector: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const own = [...soap].filter(([path]) => /^(?:src\/soap|test\/support)\//u.test(path));
  // In a package both templates are one tree.
  const joined = own.map(
    ([path, text]) => [path, text.replaceAll("'../../../connector/src/runtime/", "'../runtime/")] as const,
  );
  return new Map([...joined, ...[...connector].filter(([path]) => shared.includes(path))]);
}
