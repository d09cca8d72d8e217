import { compileIdPattern } from '../convert/decisions.ts';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import type { Service } from '../legacy/bundle.ts';
import { didYouMean } from '../text/did-you-mean.ts';

const mostNamed = 20;

/**
 * Ids of the services that fit one of the patterns: an id, a name, or either with a `*` for any text. `undefined`: there is no
 * pattern, so that all are meant. Errors: CliError `cli/wrong-usage` for a pattern that no service fits.
 */
export function chooseServices(
  services: readonly Pick<Service, 'id' | 'name'>[],
  patterns: readonly string[] = [],
): ReadonlySet<string> | undefined {
  if (patterns.length === 0) return undefined;
  return new Set(patterns.flatMap((pattern) => chooseBy(pattern, services).map(({ id }) => id)));
}

function chooseBy<T extends Pick<Service, 'id' | 'name'>>(pattern: string, services: readonly T[]): readonly T[] {
  const byId = services.filter(({ id }) => id === pattern);
  if (byId.length > 0) return byId;
  const fits = compileIdPattern(pattern.toLowerCase());
  const found = services.filter(({ id, name }) => fits(id.toLowerCase()) || fits(name.toLowerCase()));
  if (found.length > 0) return found;
  const known = services.flatMap(({ id, name }) => [id, name]);
  const nearest = didYouMean(pattern, known);
  const named = services.slice(0, mostNamed).map(({ id, name }) => `${id} (${name})`);
  const more = services.length > mostNamed ? ` and ${services.length - mostNamed} more` : '';
  throw new CliError('cli/wrong-usage', `No service has the id or name "${pattern}".`, {
    help: nearest === undefined ? `Services: ${named.join(', ')}${more}.` : `Did you mean "${nearest}"?`,
    exit: EXIT.usage,
  });
}
