import type { ShapeCase } from '../../contract/cases.ts';

export default [
  {
    shows: 'Kept in the file, but not run yet.',
    config: {},
    bucket: [{ id: 1 }],
    gives: [],
    fails: 'run/unsupported-shape',
  },
] as const satisfies readonly ShapeCase[];
