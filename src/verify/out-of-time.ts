import type { Service } from '../legacy/bundle.ts';
import type { UnverifiedService } from './result.ts';

/** The verdict on a service that the budget did not reach. */
export function outOfTime({ id, name }: Pick<Service, 'id' | 'name'>): UnverifiedService {
  const reason = 'The budget ran out before anything of it was compared.';
  return { verified: false, service: id, name, reason, help: 'Give more seconds with --budget.', isUntried: true };
}
