import * as z from 'zod';
import { profileSchema } from './profile-schema.ts';

const mailSchema = z
  .strictObject({
    host: z.string().min(1).describe('SMTP server.'),
    port: z.int().min(1).max(65_535).optional().describe('Default: 587, or 465 with "secure".'),
    secure: z
      .boolean()
      .optional()
      .describe('TLS from the first byte. Otherwise it is used where the server offers it.'),
    user: z.string().optional(),
    password: z
      .string()
      .regex(/^secret:\/\//u)
      .optional()
      .describe('secret://NAME.'),
    from: z.string().min(1).describe('Address that messages come from.'),
    groups: z
      .record(z.string(), z.array(z.string().min(1)))
      .describe('Addresses of the notification groups, by the name of the group.'),
  })
  .describe('Mail server for the messages of notify steps. Without it they stand in the result and the log only.');

const secretReference = z.string().regex(/^secret:\/\//u);
const address = z
  .string()
  .regex(/^https:\/\/|^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?=[:/]|$)/u)
  .describe('An address with https.');

const patchworksSchema = z
  .strictObject({
    key: secretReference.optional().describe('API key, as secret://NAME.'),
    login: z
      .strictObject({
        username: z.string().min(1),
        password: secretReference.describe('secret://NAME.'),
        url: address.optional().describe('Default: https://app.wearepatchworks.com/fabric/api/login.'),
      })
      .optional()
      .describe('A user of the dashboard, instead of a key.'),
    core: address.optional().describe('Core API. Default: https://core.wearepatchworks.com/api/v1.'),
    start: address.optional().describe('Start API. Default: https://start.wearepatchworks.com/api/v1.'),
  })
  .describe('Access to the Patchworks account, for push, start and runs remote.');

export type PatchworksSettings = z.infer<typeof patchworksSchema>;

export type MailSettings = z.infer<typeof mailSchema>;

/** `repatch.config.yaml`. Paths are relative to the file. */
export const configSchema = z
  .strictObject({
    $schema: z.string().optional(),
    profile: profileSchema.optional(),
    connectors: z
      .array(z.string())
      .optional()
      .describe('Folders or files with connector definitions. Default: connectors.'),
    instances: z.string().optional().describe('Instances file. Default: instances.yaml.'),
    environments: z.string().optional().describe('Folder of virtual environments. Default: environments.'),
    decisions: z.string().optional().describe('Decisions file. Default: decisions.yaml.'),
    samples: z.string().optional().describe('Folder of sample payloads. Default: samples.'),
    state: z.string().optional().describe('Folder of pools, ledgers and caches between runs. Default: .repatch.'),
    secrets: z
      .strictObject({
        envFile: z.string().optional().describe('File of NAME=value lines. Default: .env.'),
        folder: z.string().optional().describe('Folder with one file for each secret.'),
        command: z
          .array(z.string().min(1))
          .min(1)
          .optional()
          .describe(
            'A program with its arguments that prints the secret whose name it gets behind them, such as [pass, show]. Asked for what is nowhere else.',
          ),
      })
      .optional(),
    mail: mailSchema.optional(),
    patchworks: patchworksSchema.optional(),
    hooks: z
      .record(z.string(), z.string())
      .optional()
      .describe('Signing hooks: by name, the file of a JavaScript module whose default export signs a request.'),
    scripts: z
      .strictObject({
        interpreters: z
          .record(
            z.enum(['php', 'python', 'ruby']),
            z.union([z.string().min(1), z.array(z.string()).min(1)]).optional(),
          )
          .optional()
          .describe(
            'What runs scripts in PHP, Python and Ruby: a command, or a command with its arguments. It is no sandbox.',
          ),
        timeoutSeconds: z.int().min(1).optional().describe('How long one call may take. Default 120.'),
        memoryMb: z.int().min(16).optional().describe('What one script may need. Default 256.'),
      })
      .optional()
      .describe('How custom scripts are run.'),
    rules: z
      .record(z.string(), z.enum(['off', 'info', 'warning', 'error']))
      .optional()
      .describe('Severity by diagnostic code.'),
  })
  .describe('Settings of the toolkit for one repository.');

export type Config = z.infer<typeof configSchema>;
