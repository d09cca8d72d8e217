import * as z from 'zod';

export const assertSettings = z.strictObject({ payload: z.string().describe('The payload that is expected.') });
