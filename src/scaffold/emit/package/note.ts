import type { EndpointPlan } from './endpoint-plan.ts';
import type { GroupPlan } from './plan.ts';

/** Something that is described but not carried over, in one sentence, and where. */
export interface Note {
  readonly at: string;
  readonly message: string;
}

/** What the transport cannot do. */
export function notesOf({ id, endpoints }: GroupPlan): Note[] {
  return endpoints.flatMap((plan) => limitsOf(plan).map((message) => ({ at: `${id}.${plan.id}`, message })));
}

function limitsOf({ endpoint: { operation }, body }: EndpointPlan): string[] {
  const { method } = operation;
  if (method === 'TRACE') return ['fetch sends no TRACE requests; the method always fails.'];
  if (operation.body === undefined || body !== undefined) return [];
  // An empty one loses nothing: Stripe declares it for every GET.
  const isEmpty = operation.body.contents.every(
    ({ schema }) => typeof schema === 'object' && Object.keys(schema.properties ?? {}).length === 0,
  );
  if (isEmpty && !operation.body.required) return [];
  return [`The body is left out: fetch sends none with ${method}.`];
}
