import * as z from 'zod';

/** The parts of zod that arguments of transforms are declared with. Naming them keeps the rest out of the build. */
export const schemaKit = {
  array: z.array,
  boolean: z.boolean,
  enum: z.enum,
  int: z.int,
  number: z.number,
  strictObject: z.strictObject,
  string: z.string,
  union: z.union,
  unknown: z.unknown,
};

export type SchemaKit = typeof schemaKit;
