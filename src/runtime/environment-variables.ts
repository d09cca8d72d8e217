import type { RunContext, RunEnvironment } from '../contract/context.ts';
import { TerminalError, type RunError } from '../contract/errors.ts';
import type { EnvironmentFile } from '../flow/environment.ts';

/** An environment whose variables have no values yet, and what gives them their values. */
export interface OpenedEnvironment {
  readonly environment: RunEnvironment;
  /** Looks references up, and lets nobody show the secrets among them. */
  resolve(context: RunContext): Promise<void>;
}

/** What steps see of a virtual environment. A reference that leads nowhere fails the run only where a step uses it. */
export function openEnvironment({ name, variables = {} }: EnvironmentFile): OpenedEnvironment {
  const values = new Map<string, string | RunError>();
  return {
    environment: { name, variables: values },
    async resolve({ ports: { secrets }, redaction }) {
      for (const [key, text] of Object.entries(variables)) {
        const [, scheme, reference = ''] = /^(secret|env):\/\/(.+)$/u.exec(text) ?? [];
        if (scheme === undefined) values.set(key, text);
        else if (scheme === 'env') values.set(key, (await secrets.setting(reference)) ?? missing(key, reference, name));
        else {
          const secret = (await secrets.secret(reference))?.reveal();
          if (secret !== undefined) redaction.keepParts(secret);
          values.set(key, secret ?? missing(key, reference, name));
        }
      }
    },
  };
}

function missing(key: string, reference: string, environment: string): RunError {
  return new TerminalError({
    code: 'run/missing-credential',
    message: `Environment "${environment}" takes variable "${key}" from ${reference}, which has no value.`,
    help: `Set the environment variable ${reference}, or add it to the .env file of the workspace.`,
  });
}
