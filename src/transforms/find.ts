import type { Transform } from '../contract/define-transform.ts';
import { transforms } from './index.ts';

/** The transform with this name or alias, whatever its case, or `undefined`. */
export function findTransform(name: string): Transform | undefined {
  const wanted = name.trim().toLowerCase().replaceAll(/[_-]/gu, ' ');
  return transforms.find(
    (transform) =>
      transform.name === wanted || transform.aliases?.some((alias) => alias.replaceAll('-', ' ') === wanted) === true,
  );
}
