import { deliver } from '../../contract/deliver.ts';
import { effectIds } from '../../contract/effect-ids.ts';
import { originOf } from '../../contract/payload.ts';
import { performOnce } from '../../contract/perform-once.ts';
import type { CompileStep } from '../../contract/step.ts';
import type { NotifySettings } from './notify.schema.ts';

/** The platform takes no more of the value of a variable. */
const longestValue = 100;

/** One message for each payload. It reaches the log always, and people where the notification port leads. */
const compile: CompileStep<NotifySettings> = ({ settings, template, context, step }) => {
  const idOf = effectIds(step.name);
  const fill = template(settings.template, { longestValue });
  const channel = settings.channels === 'email_and_log' ? 'email+log' : 'log';
  const groups = settings.groups ?? [];
  if (channel === 'email+log' && groups.length === 0)
    context.warn(
      `Step "${step.name}" sends e-mails and names no notification groups, so that nobody would get them.`,
      step.name,
    );
  return {
    kind: 'effect',
    async apply(payload) {
      const text = fill(payload);
      const effect = { ...idOf([settings.level, channel, ...groups, text]), ...originOf(payload), repeatable: false };
      await performOnce(effect, { context, keepAnswer: false }, async () => {
        await deliver({ level: settings.level, channel, groups, text }, context, step.name);
        return undefined;
      });
      return [payload];
    },
  };
};

export default compile;
