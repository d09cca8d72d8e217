import * as z from 'zod';

export const notifySettings = z.strictObject({
  level: z.enum(['success', 'info', 'warning', 'error']),
  channels: z.enum(['email_and_log', 'log']).optional().describe('Default log.'),
  groups: z.array(z.string()).optional().describe('Names of notification groups.'),
  template: z.string().describe('Text; each variable value is cut to 100 characters.'),
});

export type NotifySettings = z.infer<typeof notifySettings>;
