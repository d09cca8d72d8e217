/**
 * Tags of requests from the folders around them. A folder that holds most of the collection tells nothing about a
 * request in it, so it is passed over; the folder inside is what people would call the group.
 */
export function tagsOf(folders: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const isWrapper = (path: readonly string[]): boolean => {
    const inside = folders.filter((one) => path.every((name, depth) => one[depth] === name));
    const below = inside.filter((one) => one.length > path.length);
    return inside.length > folders.length * 0.6 && below.length > inside.length * 0.6;
  };
  const wrappers = new Map<string, boolean>();
  const skip = (path: readonly string[]): number => {
    let depth = 0;
    for (; depth < path.length - 1; depth++) {
      const outer = path.slice(0, depth + 1);
      const key = outer.join('\u001F');
      const known = wrappers.get(key) ?? isWrapper(outer);
      wrappers.set(key, known);
      if (!known) break;
    }
    return depth;
  };
  return folders.map((path) => path.slice(skip(path)));
}
