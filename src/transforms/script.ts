import { defineTransform, TransformError } from '../contract/define-transform.ts';

export default defineTransform({
  name: 'script',
  aliases: ['custom script', 'run custom script', 'run script'],
  category: 'other',
  summary: 'What a custom script makes of the value: text goes in and comes out as it is, everything else as JSON.',
  grade: 'documented',
  arguments: (z) =>
    z.strictObject({
      script: z.string().min(1).describe('Name of the script.'),
      version: z.int().optional().describe('Default: the latest.'),
      output: z.enum(['text', 'json']).optional().describe('How to read text that the script returns. Default text.'),
    }),
  compile({ script, version, output }, context) {
    if (context.script === undefined) throw new TransformError('scripts are not run here');
    return context.script({
      script: version === undefined ? { name: script } : { name: script, version },
      output: output ?? 'text',
    });
  },
});
