import { defineFlowRule, versionsOf } from '../define-rule.ts';

export default defineFlowRule({
  name: 'lint/no-edited-deployment',
  *check(flow) {
    for (const { version, pointer } of versionsOf(flow)) {
      const { status, is_deployed: deployed, is_editable: editable } = version;
      if (editable !== true || !(deployed === true || status === 'Deployed')) continue;
      yield {
        code: 'lint/no-edited-deployment',
        message: 'A deployed version cannot be edited, and this one says that it can.',
        help: 'Make the change in a draft, with a higher "iteration", and deploy that; or write "is_editable": false.',
        pointer: `${pointer}/is_editable`,
      };
    }
    const deployed = versionsOf(flow).filter(
      ({ version }) => version.is_deployed === true || version.status === 'Deployed',
    );
    const [first, second] = deployed;
    if (first === undefined || second === undefined) return;
    yield {
      code: 'lint/no-edited-deployment',
      message: 'Two versions are deployed; a flow runs one.',
      help: 'Set the older one to "Inactive".',
      pointer: `${second.pointer}/${second.version.is_deployed === true ? 'is_deployed' : 'status'}`,
      related: [{ message: 'the other one', pointer: first.pointer }],
    };
  },
});
