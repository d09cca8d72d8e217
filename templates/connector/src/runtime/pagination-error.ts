import { ConnectorError, type RequestSummary } from './errors.ts';
import type { FaultKind } from './pages/fault.ts';

/**
 * The pages of a list cannot be followed to its end with certainty: they go round in a circle, lead to another host, have no
 * list, change while they are read, come twice or end too early. What was read before is sound, and is not all there is.
 */
export class PaginationError extends ConnectorError {
  readonly reason: FaultKind;

  constructor(operation: string, reason: FaultKind, message: string, request: RequestSummary) {
    super(operation, message, { request });
    this.reason = reason;
  }
}
