import { TerminalError } from '../contract/errors.ts';
import { Secret } from '../text/secret.ts';
import type { AuthContext } from '../contract/define-auth.ts';

/** The plain value of a variable. Only what leaves in a request may use it. */
export function requireValue(context: AuthContext, key: string): string {
  const value = optionalValue(context, key);
  if (value !== undefined) return value;
  throw new TerminalError({
    code: 'run/missing-credential',
    message: `Authentication method "${context.method.name}" needs a value for "${key}".`,
    help: `Add it to "values" of the instance, as ${key}: secret://NAME.`,
  });
}

/** As `requireValue`, for what need not be there. */
export function optionalValue(context: AuthContext, key: string): string | undefined {
  const value = context.value(key);
  return value instanceof Secret ? value.reveal() : value;
}

/** As `requireValue`, for what must never be shown, also where the instance has it in plain text. */
export function requireSecret(context: AuthContext, key: string): string {
  const value = requireValue(context, key);
  context.hide(value);
  return value;
}

/** As `requireSecret`, for what need not be there. */
export function optionalSecret(context: AuthContext, key: string): string | undefined {
  return context.value(key) === undefined ? undefined : requireSecret(context, key);
}
