import * as z from 'zod';

/** No settings of its own are known. */
export const callbackSettings = z.strictObject({});
