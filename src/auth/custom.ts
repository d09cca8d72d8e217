import { TerminalError } from '../contract/errors.ts';
import { defineAuth, type AuthContext } from '../contract/define-auth.ts';
import { optionalValue } from './require-value.ts';

/** Signatures that no setting can express: the run is given a hook, the definition names it. */
export default defineAuth({
  type: 'custom',
  title: 'Signing hook',
  requires: [],
  signs: true,
  open: (context) => ({
    async apply(request) {
      const { hook: name = context.method.name } = context.method;
      const sign = context.hook(name);
      if (sign === undefined) {
        throw new TerminalError({
          code: 'run/no-signing-hook',
          message: `Authentication method "${context.method.name}" needs the signing hook "${name}", which this run does not have.`,
          help: `Give it under "hooks" of repatch.config.yaml, as ${name}: ./hooks/${name}.mjs.`,
        });
      }
      const { method, url, headers, body } = request;
      const unsigned = { method, url: url.href, headers: { ...headers }, ...(body === undefined ? {} : { body }) };
      const added = await Promise.resolve()
        .then(() => sign(unsigned, (key) => optionalValue(context, key)))
        .catch((cause: unknown) => {
          throw failed(name, cause, context);
        });
      for (const [header, value] of Object.entries(added)) request.headers[header.toLowerCase()] = value;
    },
    invalidate: () => false,
  }),
});

/** The hook is the user's own code. */
function failed(name: string, cause: unknown, { redact }: AuthContext): TerminalError {
  return new TerminalError({
    code: 'run/login-failed',
    message: `The signing hook "${name}" failed: ${redact(cause instanceof Error ? cause.message : String(cause))}`,
    help: 'Correct the hook; it gets the request and a way to the values of the instance, and gives headers.',
    cause,
  });
}
