import type { FlowFile } from '../../flow/model.ts';
import { kindOf, stepsOf } from '../define-rule.ts';
import { defineWorkspaceRule, type Neighbour } from '../define-workspace-rule.ts';

interface Writer {
  readonly flow: Neighbour<FlowFile>;
  readonly pointer: string;
  /** A sweeper shares the ledger of the service that it backs up. */
  readonly isConverted: boolean;
}

export default defineWorkspaceRule({
  name: 'lint/no-shared-store',
  *check({ flows }) {
    const writers = new Map<string, Writer[]>();
    for (const flow of flows)
      for (const { store, ...place } of storesWritten(flow.value)) {
        const list = writers.get(store) ?? [];
        if (!list.some((one) => one.flow === flow)) list.push({ flow, ...place });
        writers.set(store, list);
      }
    for (const [store, list] of writers) {
      if (list.length < 2 || list.every(({ isConverted }) => isConverted)) continue;
      for (const { flow, pointer } of list) {
        const others = list.filter((one) => one.flow !== flow).map((one) => one.flow);
        yield {
          code: 'lint/no-shared-store',
          message: `${store} is also written by ${others.map(({ value }) => `"${value.flow.name}"`).join(', ')}: runs at the same time may both take a record, or lose one.`,
          help: 'Give each flow its own, or see to it that they never run at the same time.',
          pointer,
          file: flow.file,
          because: others.map(({ file }) => file),
        };
      }
    }
  },
});

function* storesWritten(flow: FlowFile): Generator<Omit<Writer, 'flow'> & { readonly store: string }> {
  for (const { step, version, pointer } of stepsOf(flow)) {
    if (version.status === 'Inactive') continue;
    const kind = kindOf(step);
    const isConverted = step['x-repatch']?.rule === 'ledger-to-dedupe';
    if (kind === 'dedupe' && step.data_pool !== undefined && step.config?.['behaviour'] !== 'filter')
      yield { store: `Data pool "${step.data_pool.name}"`, pointer: `${pointer}/data_pool/name`, isConverted };
    if (kind === 'cache' && step.cache?.scope === 'company' && step.config?.['append'] === true)
      yield { store: `Cache "${step.cache.name}"`, pointer: `${pointer}/cache/name`, isConverted };
  }
}
