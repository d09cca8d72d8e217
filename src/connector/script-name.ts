import * as z from 'zod';

/** A script by its name, and one version of it; absent: the latest. */
export const scriptNameSchema = z.strictObject({ name: z.string().min(1), version: z.int().optional() });
