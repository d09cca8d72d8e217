import { TerminalError } from '../contract/errors.ts';
import { Secret } from '../text/secret.ts';
import { defineAuth } from '../contract/define-auth.ts';

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
      const added = await sign(
        { method, url: url.href, headers: { ...headers }, ...(body === undefined ? {} : { body }) },
        (key) => {
          const value = context.value(key);
          return value instanceof Secret ? value.reveal() : value;
        },
      );
      for (const [header, value] of Object.entries(added)) request.headers[header.toLowerCase()] = value;
    },
    invalidate: () => false,
  }),
});
