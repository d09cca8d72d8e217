import * as z from 'zod';

/** The script is named by "script_version" of the step, and its variables are those of the step. */
export const scriptSettings = z.strictObject({});
