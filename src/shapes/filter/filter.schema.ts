import * as z from 'zod';

/** The rules are records in `filters` on the step. */
export const filterSettings = z.strictObject({});
