import { effectIds } from '../../contract/effect-ids.ts';
import { originOf } from '../../contract/payload.ts';
import { performOnce } from '../../contract/perform-once.ts';
import { hasVariables } from '../../contract/template.ts';
import type { CompileStep } from '../../contract/step.ts';
import type { NotifySettings } from './notify.schema.ts';

/** One message for each payload. It reaches the log always, and people where the notification port leads. */
const compile: CompileStep<NotifySettings> = ({ settings, template, context, step }) => {
  const idOf = effectIds(step.name);
  const parts = splitVariables(settings.template).map((part) => {
    const fill = template(part);
    return hasVariables(part) ? (payload: Parameters<typeof fill>[0]) => fill(payload).slice(0, 100) : fill;
  });
  const channel = settings.channels === 'email_and_log' ? 'email+log' : 'log';
  const groups = settings.groups ?? [];
  return {
    kind: 'effect',
    async apply(payload) {
      const text = parts.map((part) => part(payload)).join('');
      const effect = { ...idOf([settings.level, channel, ...groups, text]), ...originOf(payload), repeatable: false };
      await performOnce(effect, { context, keepAnswer: false }, async () => {
        const notification = { level: settings.level, channel, groups, text } as const;
        context.log({ event: 'notification', ...notification });
        await context.ports.notify(notification);
        return undefined;
      });
      return [payload];
    },
  };
};

/** The text cut into variables and what stands between them, so that each value can be shortened on its own. */
function splitVariables(text: string): string[] {
  return text.split(/(\[\[[^\][]*\]\]|\{\{[^{}]*\}\})/u).filter((part) => part !== '');
}

export default compile;
