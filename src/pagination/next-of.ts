import { isFault, type PageFault } from '../../templates/connector/src/runtime/pages/fault.ts';
import type { NextUrl } from '../../templates/connector/src/runtime/pages/next-url.ts';
import type { NextPage, PageRequest } from '../contract/define-pagination.ts';

/** The request for an address that an answer names. */
export function nextOf(step: NextUrl | 'end' | PageFault, request: PageRequest): NextPage | 'end' | PageFault {
  if (step === 'end' || isFault(step)) return step;
  const next = { ...request, url: step.url };
  if (step.insteadOf === undefined) return { next };
  return {
    next,
    warning: `The next page is named with ${step.insteadOf}; it was read from ${request.url.origin}, which the instance names.`,
  };
}
