import type { AuthMethod, ConnectorDefinition } from '../../connector/definition.ts';
import type { Instance } from '../../connector/instance.ts';
import { Secret } from '../../text/secret.ts';
import { TerminalError } from '../../contract/errors.ts';
import type { SecretsPort } from '../../contract/ports.ts';

export type Values = ReadonlyMap<string, string | Secret>;

/** Values of an instance with defaults of its definition. Errors: `run/missing-credential` for a reference that leads nowhere. */
export async function resolveValues(
  connector: ConnectorDefinition,
  method: AuthMethod,
  instance: Instance,
  secrets: SecretsPort,
): Promise<Values> {
  const values = new Map<string, string | Secret>();
  const declared = [...(connector.variables ?? []), ...(method.variables ?? [])];
  const hidden = new Set(declared.filter((variable) => variable.secret === true).map(({ key }) => key));
  const wrapped = (key: string, value: string | Secret): string | Secret =>
    hidden.has(key) && typeof value === 'string' ? new Secret(value) : value;
  for (const { key, default: fallback } of declared)
    if (fallback !== undefined) values.set(key, wrapped(key, fallback));
  for (const [key, text] of Object.entries(instance.values ?? {})) {
    values.set(key, wrapped(key, await resolve(key, text, instance.name, secrets)));
  }
  return values;
}

async function resolve(key: string, text: string, instance: string, secrets: SecretsPort): Promise<string | Secret> {
  const [, scheme, name = ''] = /^(secret|env):\/\/(.+)$/u.exec(text) ?? [];
  if (scheme === undefined) return text;
  const value = await (scheme === 'secret' ? secrets.secret(name) : secrets.setting(name));
  if (value !== undefined) return value;
  throw new TerminalError({
    code: 'run/missing-credential',
    message: `Instance "${instance}" takes "${key}" from ${name}, which has no value.`,
    help: `Set the environment variable ${name}, or add it to the .env file beside instances.yaml.`,
  });
}

const token = /\{\{\s*([^{}\s]+)\s*\}\}/gu;

/** Keys of the {{key}} tokens in a text. */
export function tokensOf(text: string): readonly string[] {
  return Array.from(text.matchAll(token), ([, key = '']) => key);
}

/** Replaces {{key}} tokens. Errors: `run/unresolved-token`. */
export function fillTokens(text: string, lookup: (key: string) => string | Secret | undefined, place: string): string {
  return text.replaceAll(token, (_, key: string) => {
    const value = lookup(key);
    if (value !== undefined) return value instanceof Secret ? value.reveal() : value;
    throw new TerminalError({
      code: 'run/unresolved-token',
      message: `${place} uses {{${key}}}, which has no value.`,
      help: `Give "${key}" under "values" of the instance, or as a variable of the step.`,
    });
  });
}
