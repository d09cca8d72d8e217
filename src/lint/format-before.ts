import { kindOf, stepsBefore, type Before } from './define-rule.ts';

/** The format of what a step gets, as the steps before it say; `undefined` where none does. */
export function formatBefore(before: Before | undefined): string | undefined {
  for (const step of stepsBefore(before)) {
    switch (kindOf(step)) {
      case 'connector':
        return step.endpoint?.direction === 'Receive' ? step.endpoint.data_type?.toLowerCase() : undefined;
      case 'map':
        if (typeof step.config?.['target_format'] === 'string') return step.config['target_format'];
        break;
      case 'batch':
        if (typeof step.config?.['format'] === 'string') return step.config['format'];
        break;
      case 'cache':
        if (step.config?.['action'] === 'load') return undefined;
        break;
      case 'script':
      case 'manual-input':
      case undefined:
        return undefined;
      // The rest hands on what it gets.
      default:
    }
  }
  return undefined;
}
