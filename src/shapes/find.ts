import { shapes } from './index.ts';

export type AnyShape = (typeof shapes)[number];

/** The shape that a file calls by this identifier, or `undefined`. */
export function findShape(identifier: string): AnyShape | undefined {
  return shapes.find((shape) => (shape.identifiers as readonly string[]).includes(identifier)); // widens the tuple only
}
