import type { MailSettings } from '../../config/config.ts';
import { RetryableError, TerminalError } from '../../contract/errors.ts';
import type { Clock, Notification, SecretsPort } from '../../contract/ports.ts';

/** Further attempts, as the platform makes them after a failure of a shape, and the waits in front of them. */
const waitsMs = [1000, 2000, 4000];
const timeoutMs = 30_000;
/** Characters of the message that the subject shows. */
const subjectLength = 80;

interface Mailer {
  notify(notification: Notification): Promise<void>;
  close(): Promise<void>;
}

/**
 * Sends the messages of notify steps through an SMTP server; those for the log alone it leaves. The library is loaded with
 * the first message. Errors: TerminalError `run/unknown-group`, `run/missing-credential`, `run/mail-failed`.
 */
export function createMailer(
  settings: MailSettings,
  { secrets, clock }: { readonly secrets: SecretsPort; readonly clock: Clock },
): Mailer {
  let opened: Promise<Transport> | undefined;
  return {
    async notify({ level, channel, groups, text }) {
      if (channel !== 'email+log' || groups.length === 0) return;
      const to = [...new Set(groups.flatMap((group) => addressesOf(group, settings)))];
      opened ??= openTransport(settings, secrets);
      const transport = await opened;
      const [line = ''] = text.trim().split(/[\r\n]/u);
      const subject = `${level}: ${Array.from(line).slice(0, subjectLength).join('')}`;
      await send(() => transport.sendMail({ from: settings.from, to, subject, text }), settings, clock);
    },
    async close() {
      (await opened?.catch(() => undefined))?.close();
    },
  };
}

type Transport = Awaited<ReturnType<typeof openTransport>>;

async function openTransport({ host, port, secure = false, user, password }: MailSettings, secrets: SecretsPort) {
  const { createTransport } = await import('nodemailer');
  const auth = user === undefined ? {} : { auth: { user, pass: await passwordOf(password, secrets) } };
  return createTransport({
    host,
    port: port ?? (secure ? 465 : 587),
    secure,
    ...auth,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  });
}

async function passwordOf(password: string | undefined, secrets: SecretsPort): Promise<string> {
  const [, name] = /^secret:\/\/(.+)$/u.exec(password ?? '') ?? [];
  const secret = name === undefined ? undefined : await secrets.secret(name);
  if (secret !== undefined) return secret.reveal();
  throw new TerminalError({
    code: 'run/missing-credential',
    message:
      name === undefined
        ? 'The mail server has a user and no password.'
        : `The secret "${name}" of the mail server is not there.`,
    help: 'Write password: secret://NAME under "mail" of repatch.config.yaml, and set NAME in the environment or the .env file.',
  });
}

function addressesOf(group: string, { groups }: MailSettings): readonly string[] {
  const addresses = Object.hasOwn(groups, group) ? groups[group] : undefined;
  if (addresses !== undefined && addresses.length > 0) return addresses;
  throw new TerminalError({
    code: 'run/unknown-group',
    message: `No addresses are known of the notification group "${group}".`,
    help: `Add it under "groups" of "mail" in repatch.config.yaml. Groups found: ${Object.keys(groups).join(', ') || 'none'}.`,
  });
}

async function send(work: () => Promise<unknown>, settings: MailSettings, clock: Clock): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await work();
      return;
    } catch (cause) {
      const failure = failureOf(cause, settings);
      const waitMs = failure instanceof RetryableError ? waitsMs[attempt] : undefined;
      if (waitMs === undefined) throw failure;
      await clock.sleep(waitMs);
    }
  }
}

/** What the server or the network says. The library's own messages may quote the login, so only its codes are shown. */
function failureOf(cause: unknown, { host }: MailSettings): TerminalError | RetryableError {
  const { code = '', responseCode } = cause as { readonly code?: string; readonly responseCode?: number }; // what the library adds
  const details = {
    code: 'run/mail-failed',
    message: `The mail server "${host}" did not take a message: ${[code, responseCode].filter(Boolean).join(' ') || 'no reason given'}.`,
    help: 'Check "mail" of repatch.config.yaml.',
    cause,
  } as const;
  const mayPass = responseCode === undefined ? code !== 'EAUTH' && code !== 'EENVELOPE' : responseCode < 500;
  return mayPass ? new RetryableError(details) : new TerminalError(details);
}
