import * as z from 'zod';
import { scriptNameSchema } from '../../connector/script-name.ts';

export const connectorSettings = z.strictObject({
  timeout: z.int().min(1).optional().describe('Request time-out in seconds. Default 30.'),
  retries: z.int().min(0).max(2).optional().describe('Further attempts after a failure. Default 2.'),
  wrapping_behaviour: z
    .string()
    .optional()
    .describe('"Raw" sends the payload as it is; "First" sends the first element of a list.'),
  response_script: scriptNameSchema.optional().describe('Custom script that judges every answer.'),
  allow_unsuccessful_statuses: z
    .boolean()
    .optional()
    .describe(
      'True: an answer other than 2xx is handed on instead of failing the step, 408, 429 and 5xx after their repetitions. A refused login (401) still ends the run.',
    ),
});

export type ConnectorSettings = z.infer<typeof connectorSettings>;
