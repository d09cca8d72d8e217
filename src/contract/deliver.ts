import type { RunContext } from './context.ts';
import type { Notification } from './ports.ts';

/** Gives a message to people. It stands in the result and the log always; that nobody got an e-mail is said. */
export async function deliver(notification: Notification, context: RunContext, step?: string): Promise<void> {
  context.log({ event: 'notification', ...notification });
  await context.ports.notify(notification);
  if (notification.channel !== 'email+log' || context.ports.sendsMail === true) return;
  const where = step === undefined ? '' : ` of step "${step}"`;
  context.warn(`Nobody got an e-mail: the messages${where} are in the result and the log only.`, step);
}
