import { joinPointer, splitPointer, valueAt } from '../text/pointer.ts';
import { isObject } from '../text/json.ts';
import type { BundleIndex } from './bundle-index.ts';
import type { ServiceBundle } from './bundle.ts';

/** Begins the token of a pointer that names an element by its id instead of its place. */
const mark = '@';

type Lists = Readonly<Record<string, unknown>>;

/**
 * The pointer with the id of a service, lookup or connector in place of its position, `/services/@1001/filters/0`: other
 * services may come and go, and it still leads there. An element without an id of its own keeps its position.
 */
export function namePointer(pointer: string, bundle: ServiceBundle, index: BundleIndex): string {
  const [list, position, ...rest] = splitPointer(pointer);
  if (list === undefined || position === undefined) return pointer;
  const id = idOf(valueAt(bundle, joinPointer('', list, position)));
  const known = Object.hasOwn(index, list) ? index[list as keyof BundleIndex] : undefined;
  if (id === undefined || placeOf(known?.get(id)) !== Number(position)) return pointer;
  return joinPointer('', list, `${mark}${id}`, ...rest);
}

/** The JSON pointer that leads to the same place in this bundle; one to what it does not have stays as it is. */
export function placePointer(pointer: string, bundle: ServiceBundle): string {
  const [list, name, ...rest] = splitPointer(pointer);
  if (list === undefined || name?.startsWith(mark) !== true) return pointer;
  const position = positionOf(name.slice(mark.length), list, bundle);
  return position < 0 ? pointer : joinPointer('', list, position, ...rest);
}

function placeOf(placed: unknown): number | undefined {
  return isObject(placed) && typeof placed['index'] === 'number' ? placed['index'] : undefined;
}

function positionOf(id: string, list: string, bundle: ServiceBundle): number {
  const elements = (bundle as unknown as Lists)[list]; // read by name; what it is, is looked at
  return Array.isArray(elements) ? elements.findIndex((one) => idOf(one) === id) : -1;
}

function idOf(element: unknown): string | undefined {
  const id = element !== null && typeof element === 'object' && 'id' in element ? element.id : undefined;
  return typeof id === 'string' ? id : undefined;
}
