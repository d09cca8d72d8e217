import { defineShape } from '../../contract/define-shape.ts';

export default defineShape({
  kind: 'run-flow',
  title: 'Run process flow',
  identifiers: ['run-flow'],
  touches: () => ({ isFinal: true }),
});
