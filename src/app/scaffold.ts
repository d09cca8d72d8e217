/** Scaffolds a connector from an API description, or from answers where there is none. */
export { blankAuths, type BlankAuth } from '../scaffold/project/blank.ts';
export { scaffoldFromFlags } from '../scaffold/project/from-flags.ts';
export type { InspectedFact, InspectedOperation } from '../scaffold/project/inspect.ts';
export { scaffoldFile, type ScaffoldOptions, type ScaffoldResult } from '../scaffold/project/scaffold.ts';
