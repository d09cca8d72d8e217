import { withMeta, type Payload } from '../../contract/payload.ts';
import type { CompileStep, StepInput } from '../../contract/step.ts';
import { requireSmallMeta } from '../../contract/meta-limit.ts';
import { relativeMoment } from '../../contract/moment.ts';
import { compileDateFormat } from '../../text/php-date.ts';
import type { SetVariablesSettings } from './set-variables.schema.ts';

type Input = StepInput<SetVariablesSettings>;
type Assignment = NonNullable<SetVariablesSettings['meta']>[number] | NonNullable<SetVariablesSettings['flow']>[number];

const compile: CompileStep<SetVariablesSettings> = (input) => {
  const { context, settings, step } = input;
  const flow = (settings.flow ?? []).map((one) => ({ name: one.name, value: compileValue(one, input) }));
  const meta = (settings.meta ?? []).map((one) => ({ key: one.key, value: compileValue(one, input) }));
  return {
    kind: 'pure',
    apply(payload) {
      for (const { name, value } of flow) context.variables.set(name, value(payload));
      if (meta.length === 0) return [payload];
      // From top to bottom: a value may use the metadata that stand above it.
      let changed = payload;
      for (const { key, value } of meta) changed = withMeta(changed, { ...changed.meta, [key]: value(changed) });
      requireSmallMeta(changed.meta, step.name);
      return [changed];
    },
  };
};

function compileValue(assignment: Assignment, { template, context, step }: Input): (payload: Payload) => string {
  if (assignment.value_type !== 'relative_date') return template(assignment.value);
  const text = compileDateFormat(assignment.date_format ?? 'Y-m-d H:i:s')({
    epochMs: relativeMoment(assignment.value, context, step.name),
  });
  return () => text;
}

export default compile;
