import type { Operation } from '../../api-model.ts';
import type { EndpointPlan } from './endpoint-plan.ts';
import { chooseResponse } from '../../media.ts';
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
  const others = alternativesOf(operation, body?.contentType);
  if (operation.body === undefined || body !== undefined) return others;
  // An empty one loses nothing: Stripe declares it for every GET.
  const isEmpty = operation.body.contents.every(
    ({ schema }) => typeof schema === 'object' && Object.keys(schema.properties ?? {}).length === 0,
  );
  if (isEmpty && !operation.body.required) return [];
  return [`The body is left out: fetch sends none with ${method}.`, ...others];
}

/** Of several media types one is sent and one is asked for. */
function alternativesOf({ body, responses }: Operation, sent: string | undefined): string[] {
  const bodies = (body?.contents ?? []).map(({ mediaType }) => mediaType);
  const unsent = sent === undefined ? [] : bodies.filter((type) => type !== sent && !type.includes('*'));
  const unread = responses.flatMap(({ status, contents }) => {
    const chosen = chooseResponse(contents)?.content;
    const others = contents.filter((content) => content !== chosen && !content.mediaType.includes('*'));
    return status.startsWith('2') ? others.map(({ mediaType }) => mediaType) : [];
  });
  return [
    ...(unsent.length === 0 ? [] : [`The body can also be ${unsent.join(', ')}; the package sends ${sent}.`]),
    ...(unread.length === 0
      ? []
      : [`The answer can also be ${[...new Set(unread)].join(', ')}, which is not asked for.`]),
  ];
}
