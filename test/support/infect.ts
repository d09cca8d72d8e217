/** Words that a description cannot do without: where they stand, no text of a stranger can stand. */
const structural = new Set([
  'openapi',
  'swagger',
  'schema',
  '$ref',
  'type',
  'in',
  'style',
  'scheme',
  'method',
  'tokenUrl',
  'url',
  'format',
]);
const named = new Set([
  'properties',
  'schemas',
  'definitions',
  'securitySchemes',
  'scopes',
  'variables',
  'mapping',
  'headers',
]);

/** Puts a canary into every free text, and beside every free name; references follow their names. */
export function infect(value: unknown, canary: string, key = '', isFree = false): unknown {
  if (Array.isArray(value))
    return key === 'required'
      ? value.map((item) => `${String(item)} ${canary}`)
      : value.map((item) => infect(item, canary, key));
  if (typeof value === 'string') {
    if (key === '$ref')
      return `${value}${encodeURIComponent(` ${canary}`.replaceAll('~', '~0').replaceAll('/', '~1'))}`;
    return structural.has(key) && !isFree ? value : `${value} ${canary}`;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, item]) => {
    const free = named.has(key) && !isFree;
    const isSecurity = key === 'security';
    const isPath = key === 'paths';
    const infected =
      free || isSecurity ? `${name} ${canary}` : isPath ? `${name}/${canary.replaceAll(/[{}?#]/gu, '')}` : name;
    return [infected, infect(item, canary, name, free)] as const;
  });
  return Object.fromEntries(entries);
}
