import * as z from 'zod';

/** Legs and their conditions are in `routes` on the step. */
export const routeSettings = z.strictObject({
  method: z.enum(['all', 'first']).optional().describe('Follow all matching legs, or the first. Default all.'),
});

export type RouteSettings = z.infer<typeof routeSettings>;
