import * as z from 'zod';

/** Legs are in `routes` on the step. */
export const branchSettings = z.strictObject({});
