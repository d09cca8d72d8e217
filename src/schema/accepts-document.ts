import type { ValidateFunction } from './validate-function.ts';

type Compiled = Promise<{ readonly validators: Readonly<Record<string, ValidateFunction | undefined>> }>;

/** One module for each kind, loaded when a document of that kind is met. */
const modules: Readonly<Record<string, () => Compiled>> = {
  flow: () => import('./compiled/flow.generated.js'),
  services: () => import('./compiled/services.generated.js'),
  connector: () => import('./compiled/connector.generated.js'),
  instances: () => import('./compiled/instances.generated.js'),
  decisions: () => import('./compiled/decisions.generated.js'),
  config: () => import('./compiled/config.generated.js'),
};

/** Whether a document has the form of its kind. Fast and mute: the zod schema says what is wrong. */
export async function acceptsDocument(kind: string, value: unknown): Promise<boolean> {
  const { validators } = (await modules[kind]?.()) ?? {};
  return validators?.[kind]?.(value) === true;
}
